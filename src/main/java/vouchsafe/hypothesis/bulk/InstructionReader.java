package vouchsafe.hypothesis.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vouchsafe.accounts.VouchedAccounts;
import vouchsafe.hypothesis.bulk.Form.At;
import vouchsafe.web.api.ApiRefusal;

/** Reads an instruction from the JSON of a line: {@code ["upsert", {"data": {"type": "user", ...}}]}. */
final class InstructionReader {
    private static final int LEAST_TOTAL = 2;
    private static final int MOST_TOTAL = 1000;
    private static final int LONGEST_DISPLAY_NAME = 30;
    private static final int LONGEST_GROUP_NAME = 255;
    /** Of provider and id together an index entry must hold no more than it can. */
    private static final int LONGEST_IDENTITY = 255;

    private static final String MALFORMED_WRAPPER = "Cannot interpret command as the wrapper is malformed";
    private static final String MALFORMED = "The provided data does not match the schema";

    private static final Set<String> COMMANDS = Set.of("configure", "upsert", "create");
    private static final Set<String> TYPES = Set.of("user", "group", "group_membership");
    private static final Set<String> RESOURCE = Set.of("id", "type", "attributes", "relationships", "meta");
    private static final Set<String> GROUP_KEYS = Set.of("authority", "authority_provided_id");
    private static final Set<String> META = Set.of("query", "$anchor");

    private static final Pattern USER_ID = Pattern.compile("acct:.+");
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._]{3,30}");
    private static final Pattern PROVIDED_ID = Pattern.compile("[a-zA-Z0-9._\\-+!~*()']{1,1024}");
    private static final Pattern ANCHOR = Pattern.compile("[A-z][0-9A-z_:.-]*");
    private static final Pattern ANYTHING = Pattern.compile("(?s).*");

    private final Form form = new Form();

    private InstructionReader() {}

    static Instruction read(JsonNode line) throws ApiRefusal {
        return new InstructionReader().instruction(new At(line, ""));
    }

    private Instruction instruction(At line) throws ApiRefusal {
        String command = command(line);
        At body = line.element(1);
        if (command.equals("configure")) {
            Instruction configuration =
                    configuration(form.object(body, Set.of("view", "user", "instructions", "defaults")));
            form.check(MALFORMED);
            return configuration;
        }
        form.object(body, Set.of("data", "meta"));
        At data = form.object(body.field("data"), RESOURCE);
        String type = form.text(data.field("type"));
        for (String part : List.of("attributes", "relationships", "meta")) {
            if (!data.field(part).absent()) {
                form.object(data.field(part));
            }
        }
        form.check(MALFORMED_WRAPPER);
        if (!TYPES.contains(type)) {
            form.wrong(data.field("type"), "it is not one of user, group, group_membership");
            form.check(MALFORMED);
        }
        Instruction read = switch (command + " " + type) {
            case "upsert user" -> user(new At(data.value(), "data"));
            case "upsert group" -> group(new At(data.value(), "data"));
            case "create group_membership" -> membership(new At(data.value(), "data"));
            default -> throw BulkRefusals.unsupported("Invalid action on data type");
        };
        form.check(MALFORMED);
        return read;
    }

    private String command(At line) throws ApiRefusal {
        boolean pair = line.value().isArray() && line.value().size() == 2;
        if (!pair) {
            form.wrong(line, "it is not a list of a command and its body");
        } else if (!line.value().get(0).isString()
                || !COMMANDS.contains(line.value().get(0).stringValue())) {
            form.wrong(line.element(0), "it is not one of configure, upsert, create");
        }
        form.check(MALFORMED_WRAPPER);
        form.object(line.element(1));
        form.check(MALFORMED_WRAPPER);
        return line.value().get(0).stringValue();
    }

    private Instruction configuration(At body) {
        JsonNode view = body.value().path("view");
        boolean listed = view.isString() && view.stringValue().equals("basic");
        if (!listed && !view.isMissingNode() && !view.isNull()) {
            form.wrong(body.field("view"), "it is not one of null, 'basic'");
        }
        At user = form.object(body.field("user"), Set.of("effective"));
        String effective = form.text(user.field("effective"), USER_ID);
        At instructions = form.object(body.field("instructions"), Set.of("total"));
        int total = total(instructions.field("total"));
        boolean users = false;
        boolean groups = false;
        At defaults = body.field("defaults");
        if (!defaults.value().isArray()) {
            form.wrong(defaults, defaults.absent() ? "it is a required property" : "it is not of type 'array'");
        }
        for (int i = 0; i < defaults.value().size() && defaults.value().isArray(); i++) {
            At each = defaults.element(i);
            String command = word(each.element(0), Set.of("create", "upsert", "*"));
            String type = word(each.element(1), Set.of("user", "group", "group_membership", "*"));
            boolean merges = merges(each.element(2)) && !command.equals("create");
            users |= merges && Set.of("user", "*").contains(type);
            groups |= merges && Set.of("group", "*").contains(type);
        }
        return new Instruction.Configure(effective, total, listed, users, groups);
    }

    private int total(At at) {
        double value = at.value().isNumber() ? at.value().asDouble(0) : -1;
        if (value != Math.rint(value) || value < LEAST_TOTAL || value > MOST_TOTAL) {
            form.wrong(at, "it is not a whole number from " + LEAST_TOTAL + " to " + MOST_TOTAL);
            return LEAST_TOTAL;
        }
        return (int) value;
    }

    private String word(At at, Set<String> known) {
        String word = form.text(at);
        if (at.value().isString() && !known.contains(word)) {
            form.wrong(at, "it is not a command or type there is");
        }
        return word;
    }

    private boolean merges(At options) {
        form.object(options);
        At duplicate = options.field("on_duplicate");
        boolean goesOn =
                duplicate.value().isString() && duplicate.value().stringValue().equals("continue");
        if (!duplicate.absent() && !goesOn) {
            form.wrong(duplicate, "'continue' was expected");
        }
        At merge = options.field("merge_query");
        boolean merges = merge.value().isBoolean() && merge.value().booleanValue();
        if (!merge.absent() && !merges) {
            form.wrong(merge, "True was expected");
        }
        return merges;
    }

    private Instruction user(At data) {
        At attributes =
                form.object(data.field("attributes"), Set.of("username", "authority", "display_name", "identities"));
        At meta = form.object(data.field("meta"), META);
        At query = form.object(meta.field("query"), Set.of("username", "authority"));
        form.text(query.field("username"));
        form.text(query.field("authority"));
        return new Instruction.User(
                key("authority", query, attributes, ANYTHING),
                key("username", query, attributes, USERNAME),
                form.readable(attributes.field("display_name"), LONGEST_DISPLAY_NAME),
                identities(attributes.field("identities")),
                anchor(meta));
    }

    private Instruction.Key key(String name, At query, At attributes, Pattern form) {
        return new Instruction.Key(
                name,
                this.form.optionalText(query.field(name), form),
                this.form.optionalText(attributes.field(name), form));
    }

    private String anchor(At meta) {
        return form.optionalText(meta.field("$anchor"), ANCHOR).orElse("");
    }

    private List<VouchedAccounts.Identity> identities(At at) {
        List<VouchedAccounts.Identity> identities = new ArrayList<>();
        if (!at.value().isArray() || at.value().isEmpty()) {
            form.wrong(at, at.absent() ? "it is a required property" : "it is not a list of at least one");
            return identities;
        }
        for (int i = 0; i < at.value().size(); i++) {
            At each = form.object(at.element(i), Set.of("provider", "provider_unique_id"));
            identities.add(new VouchedAccounts.Identity(
                    form.exact(each.field("provider"), LONGEST_IDENTITY),
                    form.exact(each.field("provider_unique_id"), LONGEST_IDENTITY)));
        }
        return identities;
    }

    private Instruction group(At data) throws ApiRefusal {
        form.object(data, Set.of("type", "attributes", "meta"));
        At attributes = form.object(data.field("attributes"), Set.of("name", "authority", "authority_provided_id"));
        At meta = form.object(data.field("meta"), META);
        At query = form.object(meta.field("query"));
        boolean known = query.value().propertyNames().stream().allMatch(GROUP_KEYS::contains);
        if (!known) {
            form.check(MALFORMED);
            throw BulkRefusals.unsupported(
                    "Upserting by other query fields than authority and authority_provided_id is not" + " supported");
        }
        return new Instruction.Group(
                key("authority", query, attributes, ANYTHING),
                key("authority_provided_id", query, attributes, PROVIDED_ID),
                form.readable(attributes.field("name"), LONGEST_GROUP_NAME),
                anchor(meta));
    }

    private Instruction membership(At data) {
        form.object(data, Set.of("type", "relationships"));
        At relationships = form.object(data.field("relationships"));
        return new Instruction.Membership(
                reference(relationships.field("member"), "user"), reference(relationships.field("group"), "group"));
    }

    /** The anchor that a relationship names; empty where it has an id of another kind. */
    private Optional<String> reference(At relationship, String type) {
        At data = form.object(form.object(relationship, Set.of("data")).field("data"));
        String said = form.text(data.field("type"));
        if (data.field("type").value().isString() && !said.equals(type)) {
            form.wrong(data.field("type"), "'" + type + "' was expected");
        }
        At id = data.field("id");
        if (id.value().isString()) {
            return Optional.empty();
        }
        return Optional.of(form.text(form.object(id, Set.of("$ref")).field("$ref"), ANCHOR));
    }
}
