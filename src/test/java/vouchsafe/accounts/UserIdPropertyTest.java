package vouchsafe.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** How programs and people name a member. */
class UserIdPropertyTest {
    private static UserId read(String text) {
        return UserId.read(text, "home.example").orElseThrow(() -> new AssertionError(text + " is nobody"));
    }

    @Property(tries = 300)
    void every_way_to_write_a_name_is_the_same_member(
            @ForAll("names") String name, @ForAll("authorities") String authority) {
        UserId id = new UserId(name, authority);
        String full = id.toString();
        assertThat(read(full)).isEqualTo(id);
        assertThat(UserId.parse(full)).contains(id);
        assertThat(read(name + "@" + authority)).isEqualTo(id);
        assertThat(UserId.read(name, authority)).contains(id);
        assertThat(read(full.toUpperCase(Locale.ROOT)).same(id)).isTrue();
        assertThat(UserId.read(String.join(".", name.split("")), authority)
                        .orElseThrow()
                        .same(id))
                .isTrue();
    }

    @Property(tries = 300)
    void other_names_and_other_authorities_are_others(
            @ForAll("names") String one, @ForAll("names") String other, @ForAll("authorities") String authority) {
        boolean alike = one.replace(".", "").equalsIgnoreCase(other.replace(".", ""));
        assertThat(read(one + "@" + authority).same(read(other + "@" + authority)))
                .isEqualTo(alike);
        assertThat(read(one + "@" + authority).same(read(one + "@not." + authority)))
                .isFalse();
    }

    @Property(tries = 500)
    void any_text_is_somebody_or_nobody_and_its_id_reads_back(@ForAll String text) {
        Optional<UserId> id = UserId.read(text, "home.example");
        id.ifPresent(each -> assertThat(UserId.read(each.toString(), "")).contains(each));
        assertThat(UserId.parse(text))
                .isEqualTo(id.filter(each -> text.toLowerCase(Locale.ROOT).startsWith("acct:"))
                        .filter(each -> text.contains("@")));
    }

    @Example
    void only_a_full_id_is_parsed_where_a_full_id_is_asked_for() {
        for (String partial :
                new String[] {"alice", "alice@home.example", "acct:alice", "", "acct:", "acct:@", "@", "acct:a@"}) {
            assertThat(UserId.parse(partial)).as(partial).isEmpty();
        }
        for (String nobody : new String[] {
            "", "acct:", "@home.example", "a b", "al\u0000ice", "\u212Aelvin", "a@b@c", "a@", "x".repeat(101)
        }) {
            assertThat(UserId.read(nobody, "home.example")).as(nobody).isEmpty();
        }
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .withChars("abcXYZ019_.")
                .ofMinLength(1)
                .ofMaxLength(30)
                .filter(name -> !name.replace(".", "").isEmpty());
    }

    @Provide
    Arbitrary<String> authorities() {
        return Arbitraries.of("localhost", "home.example", "third-party.example.org", "127.0.0.1");
    }
}
