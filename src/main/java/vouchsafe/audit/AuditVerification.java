package vouchsafe.audit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.crypto.PublicKeys;

/** Tells whether an export of the audit log is as the server wrote it. Needs no server, no database and no secret. */
public final class AuditVerification {
    private static final int LONGEST_LINE = 4 * 1024 * 1024;

    private final InputStream in;
    private final List<String> digests = new ArrayList<>();
    private @Nullable PublicKeys keys;
    private final boolean keysGiven;
    private @Nullable AuditMark last;
    private String before = "";
    private long line;
    private long lastMark;

    private AuditVerification(InputStream in, Optional<PublicKeys> keys) {
        this.in = new BufferedInputStream(in);
        this.keys = keys.orElse(null);
        this.keysGiven = keys.isPresent();
    }

    /** What was found. */
    public sealed interface Result {
        /**
         * Every line is as it was written.
         *
         * @param issuer the server that wrote it
         * @param events how many events there are
         * @param until time of the last event; empty where there is none
         * @param log what the server found when it held the log against its own seals
         */
        record Whole(String issuer, long events, String until, boolean logIntact, String log) implements Result {}

        /** This line is the first that is not as it was written. */
        record Wrong(long line, String why) implements Result {}

        /**
         * The end is missing.
         *
         * @param lines how many lines there are
         * @param sealed up to which line they are as they were written
         * @param until time of the last event up to there; empty where there is none
         */
        record Cut(long lines, long sealed, String until) implements Result {}
    }

    /**
     * Reads an export in lines of JSON to its end.
     *
     * @param keys the public keys of the server; where none are given, those in the export itself, which shows that nothing was
     *     changed by chance, or by somebody without the means to sign it anew
     */
    public static Result verify(InputStream in, Optional<PublicKeys> keys) throws IOException {
        return new AuditVerification(in, keys).all();
    }

    private Result all() throws IOException {
        for (Optional<byte[]> next = next(); next.isPresent(); next = next()) {
            Optional<Result.Wrong> wrong = last != null && last.end() != null
                    ? wrong(line, "it stands after the end of the export")
                    : line(next.get());
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        Optional<Result.Wrong> absent = absent();
        if (absent.isPresent()) {
            return absent.get();
        }
        AuditMark end = last;
        if (end == null || end.end() == null) {
            return line == 0
                    ? new Result.Wrong(1, "there is nothing in the file")
                    : new Result.Cut(line, lastMark, end == null || end.until() == null ? "" : end.until());
        }
        return new Result.Whole(
                end.iss(),
                end.events(),
                end.until() == null ? "" : end.until(),
                end.end().intact(),
                end.end().log());
    }

    private static Optional<Result.Wrong> wrong(long line, String why) {
        return Optional.of(new Result.Wrong(line, why));
    }

    /** The next line without its end; empty where there is no further whole line. */
    private Optional<byte[]> next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == '\n') {
                line++;
                return Optional.of(bytes.toByteArray());
            }
            if (bytes.size() < LONGEST_LINE) {
                bytes.write(read);
            }
        }
        if (bytes.size() > 0) {
            line++;
            return Optional.of(cut(bytes.toByteArray()));
        }
        return Optional.empty();
    }

    /** A last line that does not end is none that was written. */
    private static byte[] cut(byte[] bytes) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = 0;
        return longer;
    }

    private Optional<Result.Wrong> line(byte[] bytes) {
        String text = text(bytes);
        if (line == 1) {
            Optional<Result.Wrong> wrong = head(text);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        if (text.startsWith(AuditMark.LINE_BEGINS)) {
            return mark(bytes, text);
        }
        // One more than a signature is about is enough to know that there are too many.
        if (digests.size() <= AuditMark.LINES) {
            digests.add(LineDigest.of(bytes));
        }
        return Optional.empty();
    }

    /** The line at which a signature is absent; empty where none is yet. */
    private Optional<Result.Wrong> absent() {
        return digests.size() > AuditMark.LINES
                ? wrong(lastMark + 1 + AuditMark.LINES, "a signature should stand here; it was changed, or taken out")
                : Optional.empty();
    }

    /** Strictly UTF-8, or nothing: then it is no mark, and its digest will not agree. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return "";
        }
    }

    private Optional<Result.Wrong> head(String text) {
        try {
            JsonNode export = JsonMapper.shared().readTree(text).path("export");
            if (!export.isObject() || export.path("version").asInt(0) != 1) {
                return wrong(1, "it is not the first line of an export of an audit log in lines of JSON");
            }
            if (!keysGiven) {
                keys = PublicKeys.parse(export.path("keys").toString());
            }
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException malformed) {
            return wrong(1, "it is not the first line of an export of an audit log in lines of JSON");
        }
    }

    private Optional<Result.Wrong> mark(byte[] bytes, String text) {
        Optional<AuditMark> read = read(text);
        if (read.isEmpty()) {
            return wrong(
                    line,
                    keysGiven
                            ? "its signature does not hold under the keys that were given"
                            : "its signature does not hold under the keys in line 1");
        }
        AuditMark mark = read.get();
        Optional<Result.Wrong> differs = difference(mark);
        if (differs.isPresent()) {
            return differs;
        }
        last = mark;
        lastMark = line;
        before = LineDigest.ofMark(bytes);
        digests.clear();
        return Optional.empty();
    }

    private Optional<AuditMark> read(String text) {
        if (keys == null || !text.endsWith(AuditMark.LINE_ENDS)) {
            return Optional.empty();
        }
        String signed = text.substring(
                AuditMark.LINE_BEGINS.length(), Math.max(AuditMark.LINE_BEGINS.length(), text.length() - 2));
        try {
            return keys.signed(AuditMark.TYPE, signed)
                    .map(payload -> JsonMapper.shared().readValue(payload, AuditMark.class));
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }

    private Optional<Result.Wrong> difference(AuditMark mark) {
        AuditMark previous = last;
        long first = lastMark + 1;
        if (previous == null && mark.number() != 1
                || previous != null
                        && (!mark.export().equals(previous.export())
                                || mark.number() != previous.number() + 1
                                || !mark.before().equals(before))) {
            return absent().or(() ->
                    wrong(first, "lines were taken out before the signature in line " + line + ", or moved"));
        }
        for (int place = 0; place < Math.max(digests.size(), mark.digests().size()); place++) {
            if (place >= digests.size()) {
                return wrong(first + place, "a line was taken out before it");
            }
            if (place >= mark.digests().size()
                    || !digests.get(place).equals(mark.digests().get(place))) {
                return wrong(
                        first + place,
                        "it is not what was written there: it was changed, inserted or moved, or one before it was"
                                + " taken out");
            }
        }
        return Optional.empty();
    }
}
