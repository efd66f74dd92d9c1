package vouchsafe.openhumans.api;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.clients.Client;
import vouchsafe.clients.Clients;
import vouchsafe.oauth.AccessTokens;
import vouchsafe.projects.MasterTokens;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiRequest;
import vouchsafe.web.api.BearerToken;

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

    /** Finds the caller by the token in the header or, for software written for Open Humans, in the URL. */
    Result identify(ApiRequest request) throws BadRequest {
        List<String> inUrl = request.query().getOrDefault("access_token", List.of());
        Optional<String> bearer = BearerToken.in(request.header("Authorization").orElse(null));
        if (inUrl.size() > 1 || (!inUrl.isEmpty() && bearer.isPresent())) {
            throw new BadRequest(400, "Send the token once: in the Authorization header, or as access_token.");
        }
        if (!inUrl.isEmpty()) {
            return check(inUrl.getFirst());
        }
        return bearer.map(this::fromHeader).orElseGet(() -> new Result.Unknown(NOT_PROVIDED, null, Optional.empty()));
    }

    private Result fromHeader(String token) {
        if (token.isEmpty()) {
            return invalid("Invalid token header. No credentials provided.");
        }
        return token.indexOf(' ') >= 0
                ? invalid("Invalid token header. Token string should not contain spaces.")
                : check(token);
    }

    private Result check(String token) {
        return switch (accessTokens.check(token)) {
            case AccessTokens.Access.Live live ->
                live.client().kind() == Client.Kind.PROJECT
                        ? new Result.Known(
                                new Caller.ForMember(live.client().id(), live.grant(), live.scopes(), live.signInId()))
                        : invalid("This token is not for a project's API.");
            case AccessTokens.Access.Expired(Client client) ->
                new Result.Unknown(EXPIRED, "invalid_token", Optional.of(client.id()));
            case AccessTokens.Access.Invalid invalid -> checkMaster(token);
        };
    }

    private Result checkMaster(String token) {
        // A master token has a length of its own; a token of any other length need not be looked up.
        if (token.length() != MasterTokens.LENGTH) {
            return invalid(INVALID);
        }
        return switch (masterTokens.judge(token)) {
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
