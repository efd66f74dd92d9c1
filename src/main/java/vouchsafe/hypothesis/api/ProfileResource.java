package vouchsafe.hypothesis.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.Authority;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.UserId;
import vouchsafe.annotations.Group;
import vouchsafe.annotations.Groups;
import vouchsafe.annotations.Preferences;
import vouchsafe.hypothesis.Refusals;
import vouchsafe.web.BadRequest;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** The member as whom a client is signed in, and their choices in the client. */
public final class ProfileResource {
    private static final Set<String> CHOICES =
            Set.of("show_sidebar_tutorial", "show_youtube_gdpr_banner", "shortcuts_preferences");
    private static final int LONGEST_CHOICES = 16_384;
    private static final String USER_ID = "userid";

    private static final Map<String, Boolean> FEATURES = features(
            Set.of("client_display_names", "group_type", "group_members", "group_moderation", "pre_moderation"),
            Set.of(
                    "client_user_profile",
                    "embed_cachebuster",
                    "html_image_annotation",
                    "image_descriptions",
                    "pdf_custom_text_layer",
                    "pdf_image_annotation",
                    "styled_highlight_clusters",
                    "at_mentions",
                    "log_in_with_orcid",
                    "log_in_with_google",
                    "log_in_with_facebook",
                    "vpat_keyboard"));

    private final Groups groups;
    private final Preferences preferences;
    private final Authority authority;
    private final GroupJson groupWording;
    private final JsonMapper json;

    ProfileResource(
            Groups groups, Preferences preferences, Authority authority, GroupJson groupWording, JsonMapper json) {
        this.groups = groups;
        this.preferences = preferences;
        this.authority = authority;
        this.groupWording = groupWording;
        this.json = json;
    }

    private static Map<String, Boolean> features(Set<String> on, Set<String> off) {
        Map<String, Boolean> features = new TreeMap<>();
        on.forEach(name -> features.put(name, true));
        off.forEach(name -> features.put(name, false));
        return features;
    }

    List<Route<AnnotationEndpoint>> routes() {
        return List.of(
                AnnotationEndpoint.at("profile.read", "GET", "profile", "Fetch the user's profile", this::read),
                AnnotationEndpoint.at(
                        "profile.update", "PATCH", "profile", "Update a user's preferences", this::update),
                AnnotationEndpoint.at(
                        "profile.groups.read",
                        "GET",
                        "profile/groups",
                        "Fetch the current user's groups",
                        this::ownGroups));
    }

    private ApiAnswer read(AnnotationCall call) throws BadRequest {
        List<String> asked = call.query().getOrDefault("authority", List.of());
        return Answers.ok(call.caller()
                .reader()
                .map(this::profile)
                .orElseGet(() -> anonymous(asked.isEmpty() ? authority.value() : asked.getLast())));
    }

    private Map<String, @Nullable Object> anonymous(String named) {
        Map<String, @Nullable Object> profile = new LinkedHashMap<>();
        profile.put(USER_ID, null);
        profile.put("authority", named);
        profile.put("groups", named.equals(authority.value()) ? List.of(world()) : List.of());
        profile.put("features", FEATURES);
        profile.put("preferences", Map.of());
        return profile;
    }

    /** A member's profile for their client, also sent when it changes. */
    public Map<String, @Nullable Object> profile(Member member) {
        List<Object> all = new ArrayList<>();
        if (member.authority() == null) {
            all.add(world());
        }
        for (Group group : groups.ofMember(member.id())) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("id", group.id());
            entry.put("name", group.name());
            entry.put("public", group.readByAll());
            groupWording.page(group).ifPresent(url -> entry.put("url", url));
            all.add(entry);
        }
        Map<String, @Nullable Object> profile = new LinkedHashMap<>();
        profile.put(USER_ID, UserId.of(member, authority).toString());
        profile.put("authority", authority.named(member.authority()));
        profile.put("groups", all);
        profile.put("features", FEATURES);
        profile.put("preferences", json.readTree(preferences.of(member.id())));
        profile.put("user_info", Map.of("display_name", member.name()));
        return profile;
    }

    private static Map<String, Object> world() {
        Map<String, Object> world = new LinkedHashMap<>();
        world.put("id", Group.WORLD);
        world.put("name", "Public");
        world.put("public", true);
        return world;
    }

    private ApiAnswer update(AnnotationCall call) throws ApiRefusal, BadRequest, IOException {
        Member member = call.writer();
        Payload payload = new Payload(call.body());
        Optional<Payload> sent = payload.object("preferences");
        payload.check();
        if (sent.isPresent()) {
            keep(member, sent.get());
        }
        return Answers.ok(profile(member));
    }

    private void keep(Member member, Payload sent) throws ApiRefusal {
        Set<String> unknown = new TreeSet<>();
        sent.json().properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> !CHOICES.contains(name))
                .forEach(name -> unknown.add(AnnotationInput.printable(name)));
        if (!unknown.isEmpty()) {
            throw Refusals.invalid("settings with keys " + String.join(", ", unknown) + " are not allowed");
        }
        sent.flag("show_sidebar_tutorial");
        sent.flag("show_youtube_gdpr_banner");
        sent.object("shortcuts_preferences");
        JsonNode choices = sent.json();
        if (choices.toString().length() > LONGEST_CHOICES) {
            sent.wrong("shortcuts_preferences", "this is too long");
        }
        sent.check();
        preferences.merge(member.id(), choices.toString());
    }

    private ApiAnswer ownGroups(AnnotationCall call) throws BadRequest {
        List<Group> own = call.caller()
                .reader()
                .map(member -> groups.ofMember(member.id()))
                .orElse(List.of());
        return Answers.ok(groupWording.render(own, GroupResource.expand(call)));
    }
}
