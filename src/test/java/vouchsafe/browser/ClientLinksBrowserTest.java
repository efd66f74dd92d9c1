package vouchsafe.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vouchsafe.TestServer;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.GroupDraft;
import vouchsafe.annotations.Groups;
import vouchsafe.crypto.RandomText;
import vouchsafe.hypothesis.TestAnnotator;

/** Where the unmodified annotation client leads people: to our pages of groups, authors and tags. */
class ClientLinksBrowserTest extends BrowserTest {

    @BeforeAll
    static void install() {
        TestAnnotator.install();
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Annotator annotator) {
        return (List<String>)
                annotator.sidebar().evaluate("() => [...document.querySelectorAll('a')].map(a => a.href)");
    }

    @Test
    void the_client_leads_to_pages_of_groups_and_authors_and_forgets_a_group_that_ends() {
        Member ada = server.member();
        Group group = server.bean(Groups.class)
                .create(
                        ada.id(),
                        new GroupDraft("", null, "Orchard friends", "", Group.Type.PRIVATE, false, false, List.of()))
                .orElseThrow();
        Annotator annotator = Annotator.open(page, server.url("/annotate-demo?run=" + RandomText.alphanumeric(12)));
        annotator.signIn(ada.username(), TestServer.PASSWORD);
        annotator.annotate("which trees woke early", "A note by its author.");
        Locator menu = annotator.sidebar().locator("[data-testid=top-bar] [data-testid=menu-toggle-button]");
        menu.first().click();
        annotator.sees(group.name());
        String authorLink = server.url("/u/acct%3A" + ada.username() + "%40"
                + server.bean(Authority.class).value());
        assertThat(links(annotator))
                .contains(
                        server.url(group.path()),
                        server.url("/groups/__world__/public"),
                        server.url("/groups/new"),
                        authorLink);
        Page tab = page.context().newPage();
        tab.navigate(server.url(group.path()));
        assertThat(tab.textContent("h1")).isEqualTo(group.name());
        tab.navigate(server.url("/groups/new"));
        assertThat(tab.textContent("h1")).isEqualTo("Make a group");
        tab.navigate(authorLink);
        assertThat(tab.url()).isEqualTo(server.url("/users/" + ada.username()));
        assertThat(tab.textContent("main")).contains("A note by its author.");

        server.bean(Groups.class).delete(group, ada.id());
        annotator.seesNoMore(group.name());
    }
}
