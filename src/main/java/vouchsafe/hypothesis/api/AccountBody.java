package vouchsafe.hypothesis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import vouchsafe.accounts.VouchedAccounts;
import vouchsafe.web.BadRequest;
import vouchsafe.web.TypedText;

/** Reads an account from the JSON of a third party's server, and collects all its errors. */
final class AccountBody {
    private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._]{1,28}[A-Za-z0-9_]");
    private static final Pattern EMAIL = Pattern.compile("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    private final JsonNode fields;
    private final List<String> problems = new ArrayList<>();

    AccountBody(JsonNode fields) {
        this.fields = fields;
    }

    VouchedAccounts.Description newAccount(String clientAuthority) throws BadRequest {
        String authority = text("authority", true, 253);
        String username = text("username", true, 30);
        if (!username.isEmpty() && !USERNAME.matcher(username).matches()) {
            problems.add(
                    "username: must have 3 to 30 of the characters A-Z a-z 0-9 . _ and neither begin nor end with a"
                            + " dot");
        }
        String email = email();
        String displayName = text("display_name", false, 30);
        List<VouchedAccounts.Identity> identities = identities();
        if (problems.isEmpty() && email.isEmpty() && identities.isEmpty()) {
            problems.add("'email' is a required property");
        }
        refuse();
        if (!authority.equals(clientAuthority)) {
            throw new BadRequest(400, "authority '" + authority + "' does not match client authority");
        }
        return new VouchedAccounts.Description(username, email, displayName, identities);
    }

    /** The new address, if one is given. */
    Optional<String> newEmail() throws BadRequest {
        Optional<String> email = fields.has("email") ? Optional.of(email()) : Optional.empty();
        refuse();
        return email;
    }

    /** The new name, if one is given. */
    Optional<String> newDisplayName() throws BadRequest {
        Optional<String> name =
                fields.has("display_name") ? Optional.of(text("display_name", false, 30)) : Optional.empty();
        refuse();
        return name;
    }

    private String email() {
        int before = problems.size();
        String email = text("email", false, 100);
        boolean given = fields.path("email").isString() && problems.size() == before;
        if (given && !EMAIL.matcher(email).matches()) {
            problems.add("email: '" + email + "' is not a 'email'");
        }
        return email;
    }

    private List<VouchedAccounts.Identity> identities() {
        List<VouchedAccounts.Identity> identities = new ArrayList<>();
        JsonNode given = fields.path("identities");
        if (given.isMissingNode() || given.isNull()) {
            return identities;
        }
        for (JsonNode each : given) {
            JsonNode provider = each.path("provider");
            JsonNode unique = each.path("provider_unique_id");
            boolean good = provider.isString() && unique.isString() && short255(provider) && short255(unique);
            if (good) {
                identities.add(new VouchedAccounts.Identity(provider.stringValue(), unique.stringValue()));
            } else {
                problems.add("identities: each needs 'provider' and 'provider_unique_id', texts of at most 255"
                        + " characters");
            }
        }
        if (!given.isArray() || given.isEmpty()) {
            problems.add("identities: must be a list of at least one");
        }
        return identities;
    }

    private static boolean short255(JsonNode text) {
        String value = text.stringValue();
        return !value.isEmpty()
                && TypedText.length(value) <= 255
                && value.chars().noneMatch(Character::isISOControl);
    }

    private String text(String name, boolean required, int longest) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            if (required) {
                problems.add("'" + name + "' is a required property");
            }
            return "";
        }
        if (!value.isString()) {
            problems.add(name + ": must be a text");
            return "";
        }
        String text = value.stringValue().strip();
        if (TypedText.length(text) > longest) {
            problems.add(name + ": must have at most " + longest + " characters");
        } else if (text.chars().anyMatch(Character::isISOControl)) {
            problems.add(name + ": must have no control characters");
        } else if (required && text.isEmpty()) {
            problems.add(name + ": must not be empty");
        }
        return text;
    }

    private void refuse() throws BadRequest {
        if (!problems.isEmpty()) {
            throw new BadRequest(400, String.join(", ", problems));
        }
    }
}
