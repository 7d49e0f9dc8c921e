package dev.scratchy.shared.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.scratchy.shared.database.CannotStart;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The checksums at the end of each line: one of the line alone, so that a change is told from a line that is missing, doubled or
 * elsewhere; and one of everything so far, the SHA-256 of the one before and this line.
 */
final class Seals {

    private static final int SUM = 8;
    private static final int CHAIN = 16;
    private static final String BEFORE_SUM = ",\"sum\":\"";
    private static final String BEFORE_CHAIN = "\",\"chain\":\"";
    private static final String END = "\"}";
    private static final int LENGTH = BEFORE_SUM.length() + SUM + BEFORE_CHAIN.length() + CHAIN + END.length();

    private final MessageDigest sha;
    private byte[] chain = new byte[0];
    private long lines;

    Seals() {
        try {
            sha = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    long lines() {
        return lines;
    }

    /** A line with its checksums, of an object in JSON. */
    String seal(String object) {
        String body = object.substring(0, object.length() - 1);
        byte[] bytes = body.getBytes(UTF_8);
        return body + BEFORE_SUM + sum(bytes) + BEFORE_CHAIN + next(bytes) + END;
    }

    /**
     * The object of a line, without its checksums.
     *
     * @throws CannotStart when it is not the line that was written there
     */
    String open(String line) {
        int end = line.length() - LENGTH;
        if (end < 1 || !line.startsWith(BEFORE_SUM, end) || !line.endsWith(END)) {
            throw damaged("is not one that was exported");
        }
        String body = line.substring(0, end);
        byte[] bytes = body.getBytes(UTF_8);
        int sum = end + BEFORE_SUM.length();
        int chained = sum + SUM + BEFORE_CHAIN.length();
        if (!line.substring(sum, sum + SUM).equals(sum(bytes))) {
            throw damaged("was changed");
        }
        if (!line.substring(chained, chained + CHAIN).equals(next(bytes))) {
            throw new CannotStart(
                    "Line " + lines
                            + " of the file does not follow the one before it: lines are missing, doubled or in another order.");
        }
        return body + "}";
    }

    private CannotStart damaged(String how) {
        return new CannotStart("Line " + (lines + 1) + " of the file " + how + ".");
    }

    private String next(byte[] body) {
        sha.update(chain);
        chain = sha.digest(body);
        lines++;
        return HexFormat.of().formatHex(Arrays.copyOf(chain, CHAIN / 2));
    }

    private static String sum(byte[] body) {
        var crc = new CRC32C();
        crc.update(body);
        return HexFormat.of().toHexDigits((int) crc.getValue());
    }
}
