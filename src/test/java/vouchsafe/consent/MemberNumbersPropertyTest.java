package vouchsafe.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import vouchsafe.wording.MemberNumberText;

/** Lists of project member ids, as people type them and programs send them. */
class MemberNumbersPropertyTest {

    @Property
    void whatever_stands_between_them_every_number_is_found_once_and_in_order(@ForAll("lists") Written list) {
        assertThat(MemberNumbers.of(list.text()))
                .isEqualTo(new MemberNumbers.Valid(
                        list.numbers().stream().distinct().toList()));
    }

    @Property
    void one_bad_number_spoils_the_list(@ForAll("lists") Written list, @ForAll("bad") String bad) {
        assertThat(MemberNumbers.of(list.text() + "," + bad))
                .isInstanceOfSatisfying(
                        MemberNumbers.Invalid.class,
                        fault -> assertThat(MemberNumberText.of(fault))
                                .isEqualTo("Project member IDs are always 8 digits long."));
    }

    @Property
    void any_text_is_read_without_failing_and_gives_nothing_but_numbers(@ForAll String text) {
        if (MemberNumbers.of(text) instanceof MemberNumbers.Valid(List<String> numbers)) {
            assertThat(numbers).isNotEmpty().doesNotHaveDuplicates().allMatch(number -> number.matches("[0-9]{8}"));
        }
    }

    /** A list and how it was written down. */
    record Written(List<String> numbers, String text) {}

    @Provide
    Arbitrary<Written> lists() {
        Arbitrary<List<String>> numbers =
                Arbitraries.strings().numeric().ofLength(8).list().ofMinSize(1).ofMaxSize(50);
        Arbitrary<String> between = Arbitraries.of(",", " ", ", ", "\r\n", "\n", " ,\t", ",,", "\u000b ")
                .filter(text -> !text.isEmpty());
        return Combinators.combine(numbers, between, Arbitraries.of("", " ", ",", "\n"))
                .as((all, gap, edge) -> new Written(all, edge + String.join(gap, all) + edge));
    }

    @Provide
    Arbitrary<String> bad() {
        return Arbitraries.of(
                "1234567", "123456789", "1234567a", "-1234567", "１２３４５６７８", "12345.78", "x", "\"12345678\"");
    }
}
