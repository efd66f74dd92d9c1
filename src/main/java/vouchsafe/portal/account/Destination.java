package vouchsafe.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vouchsafe.accounts.WaitingRequests;
import vouchsafe.accounts.WaitingRequests.Waiting;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.clients.RedirectUri;
import vouchsafe.web.BadRequest;
import vouchsafe.web.FormBody;
import vouchsafe.web.pages.ContentPolicy;
import vouchsafe.web.pages.LocalPath;

/** Decides the way of a browser after its member has signed in: on with the request that waits, to a page here, or home. */
final class Destination {
    static final String HOME = "/account/";

    private final WaitingRequests waiting;
    private final Clients clients;

    Destination(WaitingRequests waiting, Clients clients) {
        this.waiting = waiting;
        this.clients = clients;
    }

    /**
     * The note for a person who is to sign in; empty where no request waits. Where the waiting app may be answered without
     * asking, the form of this page may end at the app, so the policy allows its address: browsers check it on every
     * redirect after a form.
     */
    String note(HttpServletRequest request, String next) {
        answerOf(of(request, next)).ifPresent(app -> ContentPolicy.allowFormTarget(request, URI.create(app)));
        return find(request, next).map(Waiting::note).orElse("");
    }

    /** The registered redirect URI to which an authorization request at this path would be answered. */
    private Optional<String> answerOf(String path) {
        int question = path.indexOf('?');
        if (question < 0) {
            return Optional.empty();
        }
        try {
            Map<String, List<String>> query = FormBody.decode(path.substring(question + 1));
            Optional<String> named = first(query, "redirect_uri");
            return first(query, "client_id")
                    .flatMap(clients::byClientId)
                    .map(Client::redirectUris)
                    .flatMap(registered -> named.isPresent()
                            ? named.filter(uri -> registered.stream().anyMatch(each -> each.matches(uri)))
                            : registered.stream().map(RedirectUri::value).findFirst());
        } catch (BadRequest unreadable) {
            // The authorization page reports the malformed address.
            return Optional.empty();
        }
    }

    private static Optional<String> first(Map<String, List<String>> query, String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The path to go on with. */
    String of(HttpServletRequest request, String next) {
        return find(request, next).map(Waiting::path).orElseGet(() -> local(next));
    }

    /** The request that waits, if one does; it is named by its key, or meant where no path is given. */
    Optional<Waiting> find(HttpServletRequest request, String next) {
        return next.startsWith("/") ? Optional.empty() : waiting.find(request, next);
    }

    /** The wanted path, if it is one on this server, else the account page. */
    static String local(String wanted) {
        return LocalPath.orElse(wanted, HOME);
    }
}
