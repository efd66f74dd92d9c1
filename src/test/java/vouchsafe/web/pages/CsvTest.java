package vouchsafe.web.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
    @Test
    void plain_cells_stay_as_they_are() {
        assertThat(Csv.line(List.of("12345678", "a b", ""))).isEqualTo("12345678,a b,\r\n");
    }

    @Test
    void commas_quotes_and_line_breaks_are_quoted() {
        assertThat(Csv.line(List.of("a,b", "say \"x\"", "one\r\ntwo")))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"one\r\ntwo\"\r\n");
    }

    @Test
    void PT_24_what_a_spreadsheet_would_run_begins_with_an_apostrophe() {
        for (String formula : List.of("=cmd()", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1")) {
            assertThat(Csv.line(List.of(formula)).replaceFirst("^\"", ""))
                    .as(formula)
                    .startsWith("'" + formula);
        }
        assertThat(Csv.line(List.of("=a,b"))).isEqualTo("\"'=a,b\"\r\n");
    }
}
