package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.UserId;
import vouchsafe.accounts.VouchedAccounts;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.JsonBody;
import vouchsafe.web.api.Route;

/**
 * {@code /api/users}: lets third parties' servers make, read and change the accounts of the authority they look after only. All
 * other callers get 404.
 */
final class UsersResource {
    private static final int LONGEST = 64 * 1024;

    private final ApiCallers callers;
    private final VouchedAccounts accounts;
    private final JsonMapper json;

    UsersResource(ApiCallers callers, VouchedAccounts accounts, JsonMapper json) {
        this.callers = callers;
        this.accounts = accounts;
        this.json = json;
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.alsoForClients("user.create", "POST", "users", "Create a new user", this::create),
                AnnotationEndpoint.alsoForClients("user.read", "GET", "users/{userid}", "Fetch a user", this::read),
                AnnotationEndpoint.alsoForClients(
                        "user.update", "PATCH", "users/{username}", "Update a user", this::update));
    }

    private ApiAnswer create(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        ApiCaller.ForClient client = client(call);
        VouchedAccounts.Description person = body(call).newAccount(client.authority());
        return answer(
                client, accounts.create(client.client().id(), client.client().authority(), person));
    }

    private ApiAnswer read(AnnotationCall call) throws ApiRefusal {
        ApiCaller.ForClient client = client(call);
        return ApiAnswer.ok(words(client, own(client, call.variable("userid"))));
    }

    private ApiAnswer update(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        ApiCaller.ForClient client = client(call);
        Member member = own(client, call.variable("username"));
        AccountBody body = body(call);
        return answer(client, accounts.update(client.client().id(), member, body.newEmail(), body.newDisplayName()));
    }

    private static ApiCaller.ForClient client(AnnotationCall call) throws ApiRefusal {
        if (call.caller() instanceof ApiCaller.ForClient client) {
            return client;
        }
        throw Refusals.notFound();
    }

    private AccountBody body(AnnotationCall call) throws BadRequest, IOException {
        return switch (JsonBody.read(json, call.request().raw(), LONGEST)) {
            case JsonBody.Fields(JsonNode object) -> new AccountBody(object);
            case JsonBody.Other other -> throw new BadRequest(400, AnnotationCall.NO_JSON);
            case JsonBody.Nothing nothing -> throw new BadRequest(400, AnnotationCall.NO_JSON);
            case JsonBody.Broken broken -> throw new BadRequest(400, AnnotationCall.NO_JSON);
        };
    }

    /** The account of that authority with this user id or name. */
    private Member own(ApiCaller.ForClient client, String named) throws ApiRefusal {
        return UserId.read(named, client.authority())
                .filter(userId -> userId.authority().equals(client.authority()))
                .flatMap(callers::member)
                .orElseThrow(Refusals::notFound);
    }

    private static ApiAnswer answer(ApiCaller.ForClient client, VouchedAccounts.Result result) throws ApiRefusal {
        return switch (result) {
            case VouchedAccounts.Result.Done(Member member) -> ApiAnswer.ok(words(client, member));
            case VouchedAccounts.Result.Taken(var conflicts) -> {
                String all = conflicts.stream().map(UsersResource::taken).collect(Collectors.joining(", "));
                throw Refusals.conflict(all, "a user with this name or address exists");
            }
            case VouchedAccounts.Result.AddressOfTheMember owned ->
                throw Refusals.conflict("this user signs in here with a password and changes the address themselves");
            case VouchedAccounts.Result.NotInUse gone -> throw Refusals.notFound();
        };
    }

    private static String taken(VouchedAccounts.Conflict conflict) {
        return switch (conflict) {
            case VouchedAccounts.Conflict.Email(String email) ->
                "user with email address '" + email + "' already exists";
            case VouchedAccounts.Conflict.Username(String username) ->
                "user with username '" + username + "' already exists";
            case VouchedAccounts.Conflict.IdentityOf(VouchedAccounts.Identity identity) ->
                "user with provider '" + identity.provider() + "' and unique id '" + identity.uniqueId()
                        + "' already exists";
            case VouchedAccounts.Conflict.Unnamed(String username) ->
                "user with username '" + username + "' or one of its details already exists";
        };
    }

    private static Map<String, @Nullable Object> words(ApiCaller.ForClient client, Member member) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("authority", client.authority());
        answer.put("userid", new UserId(member.username(), client.authority()).toString());
        answer.put("username", member.username());
        answer.put("display_name", member.name().isEmpty() ? null : member.name());
        answer.put("email", member.email().isEmpty() ? null : member.email());
        return answer;
    }
}
