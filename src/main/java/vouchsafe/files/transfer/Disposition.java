package vouchsafe.files.transfer;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** {@code Content-Disposition} of a download (RFC 6266): always an attachment, its name for old readers and for new. */
final class Disposition {
    private Disposition() {}

    static String attachment(String basename) {
        StringBuilder plain = new StringBuilder();
        basename.chars()
                .forEach(each -> plain.append(
                        each >= 0x20 && each < 0x7f && each != '"' && each != '\\' && each != '%' ? (char) each : '_'));
        // RFC 8187 section 3.2.1: what URLEncoder leaves alone is allowed there but for the asterisk.
        String extended = URLEncoder.encode(basename, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + extended;
    }
}
