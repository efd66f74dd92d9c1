package vouchsafe.hypothesis.bulk;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.StreamedBody;

/** Answers of many JSON values, of which no more than a page is in memory. */
final class JsonLines {
    static final String TYPE = "application/x-ndjson";

    private JsonLines() {}

    /**
     * One value a line. The first page is made at once, so that what is wrong is still an answer.
     *
     * @param pages gives page after page; an empty one is the last
     */
    static ApiAnswer lines(JsonMapper json, Supplier<? extends List<?>> pages) {
        return answer(json, pages, "", "\n", "", "\n");
    }

    /** One JSON array of all of them. */
    static ApiAnswer array(JsonMapper json, Supplier<? extends List<?>> pages) {
        return answer(json, pages, "[", ", ", "]", "");
    }

    private static ApiAnswer answer(
            JsonMapper json,
            Supplier<? extends List<?>> pages,
            String begin,
            String between,
            String end,
            String afterLast) {
        List<?> first = pages.get();
        StreamedBody body = out -> {
            write(out, begin);
            boolean any = false;
            for (List<?> page = first; !page.isEmpty(); page = pages.get()) {
                for (Object each : page) {
                    if (any) {
                        write(out, between);
                    }
                    any = true;
                    out.write(json.writeValueAsBytes(each));
                }
            }
            write(out, (any ? afterLast : "") + end);
        };
        return new ApiAnswer(200, body).typed(TYPE).cached("no-cache");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
}
