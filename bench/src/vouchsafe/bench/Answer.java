package vouchsafe.bench;

import java.nio.charset.StandardCharsets;

/** An HTTP/1.1 answer as it came. */
record Answer(int status, String head, byte[] buffer, int bodyStart, int bodyEnd) {

    /** The header's value, or nothing; names are matched as Tomcat spells them. */
    String header(String name) {
        int at = head.indexOf("\r\n" + name + ": ");
        if (at < 0) {
            return "";
        }
        int start = at + name.length() + 4;
        return head.substring(start, head.indexOf('\r', start));
    }

    String body() {
        return new String(buffer, bodyStart, bodyEnd - bodyStart, StandardCharsets.UTF_8);
    }

    /** The text between this prefix and the next of the stop characters, in the body. */
    String bodyAfter(String prefix, char stop) {
        return between(body(), prefix, stop);
    }

    static String between(String text, String prefix, char stop) {
        int at = text.indexOf(prefix);
        if (at < 0) {
            throw new IllegalStateException("no " + prefix + " in: " + text);
        }
        int start = at + prefix.length();
        int end = text.indexOf(stop, start);
        return text.substring(start, end < 0 ? text.length() : end);
    }

    Answer require(int wanted) {
        if (status != wanted) {
            throw new IllegalStateException("expected " + wanted + ", got: " + head + body());
        }
        return this;
    }
}
