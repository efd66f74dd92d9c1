package vouchsafe.openhumans.api;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.projects.MasterTokens;
import vouchsafe.web.BadRequest;

/** Finds the caller of the API: tries the token as a member's access token first, then as a project's master token. */
final class Callers {
    private static final String NOT_PROVIDED = "Authentication credentials were not provided.";
    private static final String INVALID = "Invalid token.";
    private static final String EXPIRED = "Expired token.";

    private final AccessTokens accessTokens;
    private final MasterTokens masterTokens;
    private final Clients clients;

    Callers(AccessTokens accessTokens, MasterTokens masterTokens, Clients clients) {
        this.accessTokens = accessTokens;
        this.masterTokens = masterTokens;
        this.clients = clients;
    }

    /** A caller, or why there is none. */
    sealed interface Result {
        record Known(Caller caller) implements Result {}

        /**
         * @param detail the text that clients of Open Humans recognise (reference: "Common rules")
         * @param error RFC 6750 error code, or null where no credentials came (RFC 6750 section 3.1)
         * @param client row id of the client it once belonged to, so that its owner can read about it
         */
        record Unknown(String detail, @Nullable String error, Optional<UUID> client) implements Result {}
    }

    Result identify(HttpServletRequest request, Map<String, List<String>> query) throws BadRequest {
        return switch (BearerToken.find(request, query)) {
            case BearerToken.Found.None none -> new Result.Unknown(NOT_PROVIDED, null, Optional.empty());
            case BearerToken.Found.Malformed(String message) -> invalid(message);
            case BearerToken.Found.Token(BearerToken token) -> check(token);
        };
    }

    private Result check(BearerToken token) {
        return switch (accessTokens.check(token.value())) {
            case AccessTokens.Access.Live live ->
                live.client().kind() == Client.Kind.PROJECT
                        ? new Result.Known(new Caller.ForMember(live.client().id(), live.grant(), live.scopes()))
                        : invalid("This token is not for a project's API.");
            case AccessTokens.Access.Expired(Client client) ->
                new Result.Unknown(EXPIRED, "invalid_token", Optional.of(client.id()));
            case AccessTokens.Access.Invalid invalid -> checkMaster(token);
        };
    }

    private Result checkMaster(BearerToken token) {
        // A master token has a length of its own; a token of any other length need not be looked up.
        if (token.value().length() != MasterTokens.LENGTH) {
            return invalid(INVALID);
        }
        return switch (masterTokens.judge(token.value())) {
            case MasterTokens.Verdict.Good(var project) ->
                clients.find(project.clientRowId()).filter(Client::usable).isPresent()
                        ? new Result.Known(new Caller.ForProject(project))
                        : invalid(INVALID);
            case MasterTokens.Verdict.Expired(var project) ->
                new Result.Unknown(EXPIRED, "invalid_token", Optional.of(project.clientRowId()));
            case MasterTokens.Verdict.Unknown unknown -> invalid(INVALID);
        };
    }

    /** The refusal of a member's token where a project's is needed. */
    static Result.Unknown memberToken(Caller.ForMember member) {
        return new Result.Unknown(INVALID, "invalid_token", Optional.of(member.clientRowId()));
    }

    private static Result invalid(String detail) {
        return new Result.Unknown(detail, "invalid_token", Optional.empty());
    }
}
