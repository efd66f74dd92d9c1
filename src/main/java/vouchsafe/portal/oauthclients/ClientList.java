package vouchsafe.portal.oauthclients;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import vouchsafe.accounts.Authority;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.db.Slice;

/**
 * One page of the list of clients.
 *
 * @param text the text searched for; empty for all
 * @param own the redirect URL of the sidebar that this server serves
 * @param next the address of the next page; empty on the last one
 */
public record ClientList(List<Client> clients, String text, Authority authority, String own, String next) {
    private static final int PAGE = 500;

    static ClientList read(Clients clients, String sought, String after, Authority authority, String own) {
        String text = sought.strip().replaceAll("\\p{Cntrl}", "");
        Slice<Client> found =
                Slice.of(PAGE, most -> clients.registered(text, after.replaceAll("\\p{Cntrl}", ""), most));
        return new ClientList(
                found.rows(),
                text,
                authority,
                own,
                found.next(last -> "/admin/oauthclients?q=" + URLEncoder.encode(text, StandardCharsets.UTF_8)
                        + "&after=" + last.clientId()));
    }

    /** Whether it is the client of that sidebar. */
    public boolean own(Client client) {
        return ClientAddresses.own(client, own);
    }

    /** Its way of getting tokens, in the word of the form. */
    public static String grantType(Client client) {
        return ClientForm.grantType(client);
    }
}
