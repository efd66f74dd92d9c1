package vouchsafe.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.web.TypedText;

class FileMetadataPropertyTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Property
    void any_text_is_valid_or_refused_with_a_message(@ForAll String text) {
        assertThat(FileMetadata.parse(JSON, text)).isNotNull();
        assertThat(FileMetadata.parse(JSON, "{\"description\":" + text + ",\"tags\":[" + text + "]}"))
                .isNotNull();
        assertThat(FileMetadata.parse(JSON, "[".repeat(5_000) + text)).isInstanceOf(FileMetadata.Parsed.Invalid.class);
    }

    @Property
    void what_is_said_comes_back_as_it_was(
            @ForAll @StringLength(max = 50) String description, @ForAll List<String> tags, @ForAll String more) {
        String sent = JSON.writeValueAsString(Map.of("description", description, "tags", tags, "more", more));
        switch (FileMetadata.parse(JSON, sent)) {
            case FileMetadata.Parsed.Valid(FileMetadata metadata) ->
                assertThat(JSON.readTree(metadata.json())).isEqualTo(JSON.readTree(sent));
            case FileMetadata.Parsed.Invalid fault ->
                assertThat(fault)
                        .as(sent)
                        .isEqualTo(
                                TypedText.fault(JSON.readTree(sent)).isPresent()
                                        ? FileMetadata.Parsed.Invalid.NOT_TEXT
                                        : FileMetadata.Parsed.Invalid.UNREADABLE);
        }
    }

    @Property
    void any_text_as_a_date_is_answered(@ForAll @StringLength(max = 30) String date) {
        assertThat(IsoDates.valid(date)).isIn(true, false);
    }

    @Property(tries = 1)
    void dates_as_iso_8601_writes_them() {
        assertThat(List.of(
                        "2026",
                        "2026-11",
                        "2026-11-21",
                        "20261121",
                        "2026-11-21T20:15",
                        "2026-11-21T20:15:30Z",
                        "2026-11-21 20:15:30.123456+01:00",
                        "20261121T201530-0500"))
                .allMatch(IsoDates::valid);
        assertThat(List.of("", "21.11.2026", "2026-13-01", "2026-02-30", "2026-11-21T25:00", "now", "2026-11-21T"))
                .noneMatch(IsoDates::valid);
    }
}
