package dev.scratchy.command.idempotency;

import dev.scratchy.command.dispatch.Acknowledgement;
import dev.scratchy.command.dispatch.IdempotencyKey;
import dev.scratchy.command.idempotency.FirstAnswer.Denied;
import dev.scratchy.command.idempotency.FirstAnswer.Done;
import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import dev.scratchy.shared.problem.VersionConflict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All SQL of the table {@code idempotency_record}. */
@Component
class IdempotencyTable {

    /** How long a key is remembered; then it may be used for something else. */
    static final Duration KEPT = Duration.ofHours(24);

    private static final String KEPT_INTERVAL = KEPT.toSeconds() + " seconds";

    /** Who comes second waits here until the first one's transaction has ended, and then finds the row, or not. */
    private static final String CLAIM = """
            INSERT INTO idempotency_record (caller_id, idempotency_key, fingerprint)
            VALUES (:caller, :key, :fingerprint)
            ON CONFLICT (caller_id, idempotency_key) DO UPDATE
            SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, aggregate = NULL, version = NULL,
                created = NULL, position = NULL, refusal_code = NULL, refusal_detail = NULL, present_version = NULL
            WHERE idempotency_record.created_at < now() - CAST(:kept AS interval)
            """;

    private static final String FIRST = """
            SELECT *
            FROM idempotency_record
            WHERE caller_id = :caller AND idempotency_key = :key
            """;

    private static final String COMPLETE = """
            UPDATE idempotency_record
            SET aggregate = :aggregate, version = :version, created = :created, position = :position
            WHERE caller_id = :caller AND idempotency_key = :key
            """;

    private static final String REFUSE = """
            INSERT INTO idempotency_record (
                caller_id, idempotency_key, fingerprint, refusal_code, refusal_detail, present_version)
            VALUES (:caller, :key, :fingerprint, :code, :detail, :present)
            ON CONFLICT (caller_id, idempotency_key) DO UPDATE
            SET fingerprint = excluded.fingerprint, created_at = excluded.created_at, aggregate = NULL, version = NULL,
                created = NULL, position = NULL, refusal_code = excluded.refusal_code,
                refusal_detail = excluded.refusal_detail, present_version = excluded.present_version
            WHERE idempotency_record.created_at < now() - CAST(:kept AS interval)
            """;

    private static final String SWEEP = """
            DELETE FROM idempotency_record
            WHERE (caller_id, idempotency_key) IN (
                SELECT caller_id, idempotency_key
                FROM idempotency_record
                WHERE created_at < now() - CAST(:kept AS interval)
                ORDER BY created_at
                LIMIT :most
                FOR UPDATE SKIP LOCKED)
            """;

    private final JdbcClient jdbc;

    IdempotencyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Takes the key for the transaction of the caller, which is the first to use it; or not, when another one has. */
    boolean claim(String caller, IdempotencyKey key) {
        return jdbc.sql(CLAIM)
                        .param("caller", caller)
                        .param("key", key.value())
                        .param("fingerprint", key.fingerprint())
                        .param("kept", KEPT_INTERVAL)
                        .update()
                == 1;
    }

    /** What the first one was answered. */
    FirstAnswer first(String caller, IdempotencyKey key) {
        return jdbc.sql(FIRST)
                .param("caller", caller)
                .param("key", key.value())
                .query((row, number) -> answer(row))
                .single();
    }

    /** Writes down the answer, in the transaction that has the key. */
    void complete(String caller, IdempotencyKey key, Acknowledgement done, long position) {
        jdbc.sql(COMPLETE)
                .param("caller", caller)
                .param("key", key.value())
                .param("aggregate", done.id())
                .param("version", done.version())
                .param("created", done.created())
                .param("position", position)
                .update();
    }

    /** Writes down a refusal, whose own transaction was rolled back, unless somebody has had more luck meanwhile. */
    void refuse(String caller, IdempotencyKey key, Refused refusal) {
        jdbc.sql(REFUSE)
                .param("caller", caller)
                .param("key", key.value())
                .param("fingerprint", key.fingerprint())
                .param("code", refusal.code().name())
                .param("detail", refusal.detail())
                .param("present", refusal instanceof VersionConflict conflict ? conflict.presentVersion() : null)
                .param("kept", KEPT_INTERVAL)
                .update();
    }

    /** Forgets some of what has been kept for long enough, and answers how many those were. */
    int sweep(int most) {
        return jdbc.sql(SWEEP).param("kept", KEPT_INTERVAL).param("most", most).update();
    }

    private static FirstAnswer answer(ResultSet row) throws SQLException {
        String refused = row.getString("refusal_code");
        return new FirstAnswer(
                row.getString("fingerprint"),
                refused == null
                        ? new Done(new Acknowledgement(
                                row.getString("aggregate"),
                                row.getLong("version"),
                                row.getBoolean("created"),
                                row.getLong("position"),
                                true))
                        : new Denied(refusal(refused, row.getString("refusal_detail"), present(row))));
    }

    private static Refused refusal(String code, String detail, @Nullable Long presentVersion) {
        ProblemCode known = ProblemCode.valueOf(code);
        return known == ProblemCode.VERSION_CONFLICT
                ? new VersionConflict(detail, presentVersion)
                : new Refused(known, detail);
    }

    private static @Nullable Long present(ResultSet row) throws SQLException {
        return row.getObject("present_version", Long.class);
    }
}
