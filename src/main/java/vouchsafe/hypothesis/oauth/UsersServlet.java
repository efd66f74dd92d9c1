package vouchsafe.hypothesis.oauth;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.VouchedAccounts;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.hypothesis.ApiServlet;
import vouchsafe.hypothesis.RefusedCalls;
import vouchsafe.hypothesis.UserId;
import vouchsafe.web.BadRequest;

/**
 * {@code /api/users}: lets third parties' servers make, read and change the accounts of their own authority only. All other
 * callers get 404.
 */
final class UsersServlet extends ApiServlet {
    private static final long serialVersionUID = 1L;
    private static final Map<String, String> ENDPOINTS = Map.of("POST", "user.create", "PATCH", "user.update");

    private final transient JsonMapper json;
    private final transient ApiCallers callers;
    private final transient VouchedAccounts accounts;
    private final transient RefusedCalls calls;

    UsersServlet(JsonMapper json, ApiCallers callers, VouchedAccounts accounts, RefusedCalls calls) {
        super(json, Set.of("POST", "GET", "HEAD", "PATCH"));
        this.json = json;
        this.callers = callers;
        this.accounts = accounts;
        this.calls = calls;
    }

    @Override
    protected void call(HttpServletRequest request, HttpServletResponse response) throws BadRequest, IOException {
        ApiCaller caller = callers.identifyOrClient(request);
        String endpoint = ENDPOINTS.getOrDefault(request.getMethod(), "user.read");
        try {
            if (caller instanceof ApiCaller.ForClient client) {
                serve(client, request, response);
            } else {
                notFound(response);
            }
        } catch (BadRequest bad) {
            calls.refused(caller, endpoint, bad.status(), "invalid_request", bad.explanation());
            throw bad;
        }
        switch (response.getStatus()) {
            case 404 -> calls.refused(caller, endpoint, 404, "not_found", NOT_FOUND);
            case 409 -> calls.refused(caller, endpoint, 409, "conflict", "a user with this name or address exists");
            default -> calls.served(caller, endpoint, response.getStatus());
        }
    }

    private void serve(ApiCaller.ForClient client, HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException {
        String named = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
        switch (request.getMethod()) {
            case "POST" -> {
                if (named.isEmpty()) {
                    create(client, request, response);
                } else {
                    notFound(response);
                }
            }
            case "PATCH" -> update(client, new UserId(named, client.authority()), request, response);
            default -> {
                Optional<Member> member = UserId.parse(named).flatMap(userId -> own(client, userId));
                if (member.isPresent()) {
                    write(response, 200, words(client, member.get()));
                } else {
                    notFound(response);
                }
            }
        }
    }

    private void create(ApiCaller.ForClient client, HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException {
        VouchedAccounts.Description person = AccountBody.read(json, request).newAccount(client.authority());
        answer(client, accounts.create(client.client().id(), client.authority(), person), response);
    }

    private void update(
            ApiCaller.ForClient client, UserId userId, HttpServletRequest request, HttpServletResponse response)
            throws BadRequest, IOException {
        Optional<Member> member = own(client, userId);
        if (member.isEmpty()) {
            notFound(response);
            return;
        }
        AccountBody body = AccountBody.read(json, request);
        answer(
                client,
                accounts.update(client.client().id(), member.get(), body.newEmail(), body.newDisplayName()),
                response);
    }

    private Optional<Member> own(ApiCaller.ForClient client, UserId userId) {
        return userId.authority().equals(client.authority()) ? callers.member(userId) : Optional.empty();
    }

    private void answer(ApiCaller.ForClient client, VouchedAccounts.Result result, HttpServletResponse response)
            throws IOException {
        switch (result) {
            case VouchedAccounts.Result.Done(Member member) -> write(response, 200, words(client, member));
            case VouchedAccounts.Result.Taken(var conflicts) -> {
                String all = conflicts.stream().map(UsersServlet::taken).collect(Collectors.joining(", "));
                write(response, 409, failure(409, "conflict", all));
            }
        }
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
