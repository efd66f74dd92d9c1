package vouchsafe.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class BasenamePropertyTest {

    @Property
    void whatever_is_sent_a_name_is_no_path_and_fits(@ForAll @StringLength(max = 400) String sent) {
        check(Basename.of(sent));
        check(Basename.ofForm(sent));
    }

    private static void check(Optional<String> kept) {
        kept.ifPresent(name -> {
            assertThat(name).isNotEmpty().doesNotContain("/", "\\", "\0", "\n", "\r", "\u202E", "\u2066");
            assertThat(name.chars()).noneMatch(Character::isISOControl);
            assertThat(name.replace(".", "")).isNotEmpty();
            assertThat(name.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(255);
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(name)).isTrue();
        });
    }

    @Property
    void a_kept_name_is_kept_as_it_is(@ForAll @StringLength(max = 400) String sent) {
        Basename.ofForm(sent)
                .ifPresent(name -> assertThat(Basename.ofForm(name)).contains(name));
    }

    @Property
    void what_stands_before_the_name_does_not_count(
            @ForAll @StringLength(max = 40) String folder, @ForAll @StringLength(max = 40) String name) {
        assertThat(Basename.of(folder + "/" + name)).isEqualTo(Basename.of(name));
        assertThat(Basename.ofForm(folder + "\\" + name)).isEqualTo(Basename.ofForm(name));
    }

    @Example
    void a_name_of_a_million_characters_costs_no_time() {
        assertThat(Basename.of("x".repeat(1_000_000) + ".csv")).isEmpty();
        assertThat(Basename.ofForm("\uD83D\uDE00".repeat(500_000) + ".csv")).isEmpty();
        assertThat(Basename.of("x".repeat(251) + ".csv")).isPresent();
    }
}
