package vouchsafe.portal.oauthclients;

import java.util.List;
import vouchsafe.accounts.Authority;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;

/**
 * One page of the list of clients.
 *
 * @param text the text searched for; empty for all
 * @param own the redirect URL of the sidebar that this server serves
 * @param next the last client of this page, after which the next one begins; empty on the last page
 */
public record ClientList(List<Client> clients, String text, Authority authority, String own, String next) {
    private static final int PAGE = 500;

    static ClientList read(Clients clients, String sought, String after, Authority authority, String own) {
        String text = sought.strip().replaceAll("\\p{Cntrl}", "");
        List<Client> found = clients.registered(text, after.replaceAll("\\p{Cntrl}", ""), PAGE + 1);
        return found.size() <= PAGE
                ? new ClientList(found, text, authority, own, "")
                : new ClientList(
                        found.subList(0, PAGE),
                        text,
                        authority,
                        own,
                        found.get(PAGE - 1).clientId());
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
