package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import vouchsafe.HostileTexts;
import vouchsafe.accounts.Members;

/** Names and passwords typed into the forms of a real browser, which knows what bytes it sends. */
class TextBrowserTest extends BrowserTest {
    private static final String NAME =
            "Zoe\u0308 \ud83d\udc69\u200d\ud83d\udc69\u200d\ud83d\udc67 \u05e9\u05dc\u05d5\u05dd \ud842\udfb7 \"<q>\"";

    @Test
    void a_name_is_shown_as_it_was_typed_and_a_password_opens_in_either_form() {
        String username = "t_" + UUID.randomUUID().toString().substring(0, 13).replace('-', '_');
        signUp(username, NAME, username + "@b\u00fccher.example", "cafe\u0301 au lait");
        assertThat(page.textContent("body")).contains(NAME);
        assertThat(server.bean(Members.class).byUsername(username).orElseThrow())
                .satisfies(member -> assertThat(member.name()).isEqualTo(NAME))
                .satisfies(member -> assertThat(member.email()).isEqualTo(username + "@xn--bcher-kva.example"));
        for (String password :
                new String[] {"caf\u00e9 au lait", "cafe\u0301 au lait", "caf\u00e9\u00a0au\u2003lait"}) {
            page.context().clearCookies();
            signIn(username, password);
            assertThat(page.textContent("body")).contains(NAME);
        }
        page.context().clearCookies();
        signIn(username + "@b\u00fccher.example", "caf\u00e9 au lait");

        open("/account/password/change/");
        page.fill("[name=password]", "cafe\u0301 au lait");
        page.fill("[name=new_password]", "zero\u200bwidth space");
        page.click("main button[type=submit]");
        assertThat(page.textContent("#id_new_password_error")).contains("U+200B (zero width space)");
        picture(page, "password-with-a-character-nobody-can-type");
    }

    @Test
    void a_name_of_sixty_smileys_has_sixty_characters() {
        String username = "t_" + UUID.randomUUID().toString().substring(0, 13).replace('-', '_');
        signUp(username, HostileTexts.filled(60), username + "@example.org", "correct horse battery");
        assertThat(page.textContent("body")).contains(HostileTexts.filled(60));
    }

    private void signUp(String username, String name, String email, String password) {
        open("/account/signup/");
        page.fill("[name=username]", username);
        page.fill("[name=name]", name);
        page.fill("[name=email]", email);
        page.fill("[name=password]", password);
        page.click("main button[type=submit]");
        page.waitForURL(url -> !url.contains("/account/signup/"));
        open("/account/");
    }
}
