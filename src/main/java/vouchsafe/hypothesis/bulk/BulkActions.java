package vouchsafe.hypothesis.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Provisioning;
import vouchsafe.annotations.ProvisioningOrder;
import vouchsafe.annotations.ProvisioningResult;
import vouchsafe.hypothesis.ApiCaller;
import vouchsafe.hypothesis.ApiCallers;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;

/** Does what the lines of a bulk call say. All are read and checked first; then all are done, or none. */
public final class BulkActions {
    private static final List<?> END = List.of();

    private final Provisioning provisioning;
    private final ApiCallers callers;
    private final JsonMapper json;

    BulkActions(Provisioning provisioning, ApiCallers callers, JsonMapper json) {
        this.provisioning = provisioning;
        this.callers = callers;
        this.json = json;
    }

    /** Reads the instructions and does them for this client. */
    public ApiAnswer act(ApiCaller.ForClient client, InputStream body) throws ApiRefusal, BadRequest, IOException {
        Lines lines = new Lines(body, json);
        Instructions instructions = new Instructions(client, callers);
        for (JsonNode line = lines.next(); line != null; line = lines.next()) {
            instructions.add(InstructionReader.read(line));
        }
        ProvisioningOrder order = instructions.order();
        return switch (provisioning.provide(order)) {
            case ProvisioningResult.Provided done -> answer(client, instructions, order, done);
            case ProvisioningResult.AccountNotInUse(String username) ->
                throw BulkRefusals.conflicting("The account '" + username + "' is not in use");
            case ProvisioningResult.IdentityOfAnother other ->
                throw BulkRefusals.conflicting("Attempted to assign existing identity to a different user");
        };
    }

    private ApiAnswer answer(
            ApiCaller.ForClient client,
            Instructions instructions,
            ProvisioningOrder order,
            ProvisioningResult.Provided done) {
        if (!instructions.listed()) {
            return ApiAnswer.noContent().cached("no-cache");
        }
        List<Map<String, Object>> said = new ArrayList<>();
        for (Instructions.Kind kind : instructions.kinds()) {
            switch (kind) {
                case USER -> done.usernames().forEach(name -> said.add(named("user", userId(client, name))));
                case GROUP ->
                    order.groups()
                            .forEach(group ->
                                    said.add(named("group", "group:" + group.providedId() + "@" + client.authority())));
                case GROUP_MEMBERSHIP ->
                    order.seats()
                            .forEach(seat -> said.add(named(
                                    "group_membership",
                                    done.groupIds().get(seat.group()) + ":"
                                            + userId(client, done.usernames().get(seat.person())))));
            }
        }
        Iterator<List<Map<String, Object>>> pages = List.of(said).iterator();
        return JsonLines.lines(json, () -> pages.hasNext() ? pages.next() : END);
    }

    private static String userId(ApiCaller.ForClient client, String username) {
        return new UserId(username, client.authority()).toString();
    }

    private static Map<String, Object> named(String type, String id) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("type", type);
        data.put("id", id);
        return Map.of("data", data);
    }
}
