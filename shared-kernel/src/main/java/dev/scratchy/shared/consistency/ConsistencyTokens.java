package dev.scratchy.shared.consistency;

import dev.scratchy.shared.problem.ProblemCode;
import dev.scratchy.shared.problem.Refused;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Positions of the log as tokens that nobody can make up: 8 bytes of position and the first 8 of its HMAC-SHA256, in base64url,
 * 22 characters. The key belongs to the log, so that a token of another log is none of this one's.
 */
public final class ConsistencyTokens {

    /** In answers to commands, and in queries. */
    public static final String HEADER = "Consistency-Token";

    private static final String ALGORITHM = "HmacSHA256";
    private static final int PROOF_BYTES = 8;
    private static final int BYTES = Long.BYTES + PROOF_BYTES;

    private final SecretKeySpec key;

    /**
     * Tokens of one log.
     *
     * @param key of the log, at least 16 bytes
     */
    public ConsistencyTokens(byte[] key) {
        this.key = new SecretKeySpec(key, ALGORITHM);
    }

    /** The token that stands for a position. */
    public String of(long position) {
        byte[] token = ByteBuffer.allocate(BYTES)
                .putLong(position)
                .put(proof(position))
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * The position that a token stands for.
     *
     * @throws Refused when it is not one of this log
     */
    public long position(String token) {
        ByteBuffer bytes = ByteBuffer.wrap(decoded(token));
        if (bytes.remaining() != BYTES) {
            throw foreign();
        }
        long position = bytes.getLong();
        byte[] given = new byte[PROOF_BYTES];
        bytes.get(given);
        if (position < 0 || !MessageDigest.isEqual(given, proof(position))) {
            throw foreign();
        }
        return position;
    }

    private static byte[] decoded(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException otherCharacters) {
            throw foreign();
        }
    }

    private byte[] proof(long position) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return Arrays.copyOf(
                    mac.doFinal(
                            ByteBuffer.allocate(Long.BYTES).putLong(position).array()),
                    PROOF_BYTES);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Refused foreign() {
        return new Refused(
                ProblemCode.INVALID_CONSISTENCY_TOKEN,
                "The Consistency-Token is not one of this system. Leave it out, or send the last one that a command was answered with.");
    }
}
