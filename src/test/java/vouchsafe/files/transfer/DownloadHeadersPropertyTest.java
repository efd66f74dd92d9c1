package vouchsafe.files.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;

class DownloadHeadersPropertyTest {

    @Property
    void PT_15_any_name_makes_one_header_line_that_says_the_name(@ForAll @StringLength(max = 200) String name) {
        String header = Disposition.attachment(name);
        assertThat(header).matches("attachment; filename=\"[^\"\\\\]*\"; filename\\*=UTF-8''[A-Za-z0-9._%-]*");
        String said = URLDecoder.decode(header.replaceAll(".*''", ""), StandardCharsets.UTF_8);
        assertThat(said).isEqualTo(new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
    }

    @Property
    void a_range_lies_in_the_file(
            @ForAll @LongRange(min = 0, max = 1_000) long size,
            @ForAll @LongRange(min = 0, max = 1_100) long first,
            @ForAll @LongRange(min = 0, max = 1_100) long last) {
        for (String header : new String[] {
            "bytes=" + first + "-" + last, "bytes=" + first + "-", "bytes=-" + last, "bytes=-", "bytes=" + first
        }) {
            ByteRange range = ByteRange.of(header, size);
            assertThat(range.first()).as(header).isGreaterThanOrEqualTo(0);
            assertThat(range.first() + range.length()).as(header).isLessThanOrEqualTo(size);
            switch (range.kind()) {
                case WHOLE -> assertThat(range.length()).isEqualTo(size);
                case PART -> assertThat(range.length()).isPositive();
                case UNSATISFIABLE -> assertThat(range.length()).isZero();
            }
        }
    }

    @Property
    void any_text_as_a_range_is_answered(@ForAll String text) {
        assertThat(ByteRange.of(text, 10)).isEqualTo(new ByteRange(0, 10, ByteRange.Kind.WHOLE));
    }
}
