package dev.scratchy.query.cache;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Caches that are wrong on purpose, each in one thing, as others are: the checker has to catch them. */
enum Mutant {

    /** The cache as it is. */
    NONE {
        @Override
        Cache.Parts parts(Cache.Parts real, SharedVersions versions) {
            return new Checked(real, versions);
        }
    },

    /** An entry's number is taken when its load is over, and not before it begins. */
    STAMP_AFTER_LOAD {
        @Override
        Cache.Parts parts(Cache.Parts real, SharedVersions versions) {
            return new Checked(real, versions) {
                @Override
                RedisLink link() {
                    return new AcknowledgingLink(this, versions) {
                        private final RedisCommands<String, String> commands =
                                redis.connect().sync();

                        @Override
                        void fill(String key, Lease lease, Entry entry, Duration keep) {
                            super.fill(key, lease, stampedNow(lease, entry), keep);
                        }

                        private Entry stampedNow(Lease lease, Entry entry) {
                            var time = commands.time();
                            long number = Long.parseLong(time.get(0)) * 1_000_000 + Long.parseLong(time.get(1));
                            return Entry.of(
                                    new Lease(lease.generation(), number, lease.redisMillis(), lease.askedAt()),
                                    entry.freshUntil() - lease.redisMillis(),
                                    entry.staleUntil() - entry.freshUntil(),
                                    entry.present(),
                                    entry.references(),
                                    entry.payload());
                        }
                    };
                }
            };
        }
    },

    /** Whoever asks for what is being looked up or loaded gets the answer of that. */
    ORDINARY_SINGLE_FLIGHT {
        @Override
        Cache.Parts parts(Cache.Parts real, SharedVersions versions) {
            return new Checked(real, versions) {
                @Override
                <V> Flights<V> flights() {
                    return new Flights<>() {
                        @Override
                        void depart(Flight<V> flight, Batch<V> batch) {
                            // It stays open until it is answered.
                        }
                    };
                }
            };
        }
    },

    /** After the commit Redis is told, and if that fails nobody ever tells it. */
    NO_OUTBOX {
        @Override
        Cache.Parts parts(Cache.Parts real, SharedVersions versions) {
            return new Checked(real, versions) {
                @Override
                Outbox outbox(RedisLink link) {
                    var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
                    return new Outbox(new InvalidationTable(database), transactions, link, listeners) {
                        @Override
                        boolean invalidate(Collection<String> references, Consumer<Boolean> told) {
                            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                                @Override
                                public void afterCommit() {
                                    boolean done = link.invalidate(references);
                                    listeners.tell(listener -> listener.invalidated(Set.copyOf(references), done));
                                }
                            });
                            return false;
                        }
                    };
                }
            };
        }
    },

    /** An invalidation is acknowledged while other nodes still trust what they heard before it. */
    IMPATIENT {
        @Override
        Cache.Parts parts(Cache.Parts real, SharedVersions versions) {
            return new Checked(real, versions) {
                @Override
                RedisLink link() {
                    return new AcknowledgingLink(this, versions) {
                        @Override
                        void awaitAllKnow() {
                            // Not this one.
                        }
                    };
                }
            };
        }
    },

    /** An invalidation deletes what there is, and knows nothing of what is just being loaded. */
    EVICT_ONLY {
        @Override
        Cache.Parts parts(Cache.Parts real, SharedVersions versions) {
            return new Checked(real, versions) {
                @Override
                RedisLink link() {
                    return new AcknowledgingLink(this, versions) {
                        private final RedisCommands<String, String> commands =
                                redis.connect().sync();

                        @Override
                        boolean invalidated(Collection<String> references) {
                            if (references.stream().anyMatch(reference -> reference.endsWith("*"))) {
                                return super.invalidated(references);
                            }
                            String[] entries = references.stream()
                                    .flatMap(reference -> CheckedNode.cacheKeys(Items.of(reference)))
                                    .map(key -> "{c}e:" + key)
                                    .toArray(String[]::new);
                            try {
                                return commands.del(entries) >= 0;
                            } catch (RedisException away) {
                                return false;
                            }
                        }
                    };
                }
            };
        }
    };

    /** The parts of a cache with this fault and no other, which tells all processes what is acknowledged. */
    abstract Cache.Parts parts(Cache.Parts real, SharedVersions versions);

    private static class Checked extends Cache.Parts {

        private final SharedVersions versions;

        private Checked(Cache.Parts real, SharedVersions versions) {
            super(real.redis, real.database, real.settings);
            this.versions = versions;
        }

        @Override
        RedisLink link() {
            return new AcknowledgingLink(this, versions);
        }
    }
}
