package vouchsafe.app.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The projects of the demo.
 *
 * <p>Each has an example app with pages of its own below {@link #path}, but the one whose members join on this server's pages.
 */
enum DemoProject {
    STEP_COUNTER(
            "Step Counter",
            DemoPerson.GRACE,
            "/steps/",
            "Brings the steps your phone counts into your account.",
            Map.of("add_data", "on", "returned_data_description", "Steps per hour, as your phone counted them.")),
    SLEEP_DIARY(
            "Sleep Diary",
            DemoPerson.GRACE,
            "/",
            "A diary of your nights, beside the steps of your days.",
            Map.of("explore_share", "on", "request_username_access", "True", "erasure_supported", "on")),
    AIR_QUALITY(
            "Air Quality",
            DemoPerson.ADMIN,
            "/air/",
            "Charts of the air at your window.",
            Map.of("add_data", "on", "returned_data_description", "A chart of fine dust for every day.")),
    COFFEE_AND_SLEEP(
            "Coffee and Sleep",
            DemoPerson.GRACE,
            "/coffee/",
            "Does the last cup of the day shorten the night?",
            Map.of("is_study", "True", "explore_share", "on", "erasure_supported", "on")),
    BIKE_LOG(
            "Bike Log",
            DemoPerson.ALAN,
            "/bike/",
            "Keeps the tracks of your rides.",
            Map.of("add_data", "on", "returned_data_description", "The track of each ride, as GPX.")),
    READING_HOURS(
            "Reading Hours",
            DemoPerson.ROSA,
            "/reading/",
            "How long you read before you fall asleep.",
            Map.of("explore_share", "on")),
    DAILY_MOOD(
            "Daily Mood",
            DemoPerson.GRACE,
            "",
            "One word a day. You join on this server; there is no other app.",
            Map.of(
                    "add_data", "on",
                    "returned_data_description", "A summary of your moods, month by month.",
                    "consent_text",
                            "## What this is\n\nYou write down **one word a day**, and we send you a summary."
                                    + " Nobody but the two of us reads it.\n\n*You can stop whenever you like.*"));

    private final String title;
    private final DemoPerson coordinator;
    private final String path;
    private final String about;
    private final Map<String, String> own;

    DemoProject(String title, DemoPerson coordinator, String path, String about, Map<String, String> own) {
        this.title = title;
        this.coordinator = coordinator;
        this.path = path;
        this.about = about;
        this.own = own;
    }

    String title() {
        return title;
    }

    /** The name it has in addresses. */
    String slug() {
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    /** The person who runs it. */
    DemoPerson coordinator() {
        return coordinator;
    }

    /** Where its app's pages are at the address of the apps; empty where it has no app. */
    String path() {
        return path;
    }

    String about() {
        return about;
    }

    boolean onSite() {
        return path.isEmpty();
    }

    /** Whether it asks for the data of Step Counter. */
    boolean readsSteps() {
        return this == SLEEP_DIARY || this == COFFEE_AND_SLEEP;
    }

    /**
     * The fields of its form.
     *
     * @param apps address of the example apps, without a slash at the end
     */
    Map<String, List<String>> form(String apps) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("name", title);
        fields.put("is_study", "False");
        fields.put("leader", coordinator.words());
        fields.put("organization", "Demo Institute");
        fields.put("is_academic_or_nonprofit", "True");
        fields.put("contact_email", coordinator.username() + "@demo.test");
        fields.put("short_description", about);
        fields.put("long_description", about + "\n\nA project of the demo. Nothing here leaves this machine.");
        fields.put("active", "True");
        fields.put("request_username_access", "False");
        fields.put("request_message_permission", "True");
        fields.put("deauth_email_notification", "on");
        fields.put("deauth_webhook", apps + "/webhook");
        fields.putAll(own);
        fields.putAll(addresses(apps));
        Map<String, List<String>> all = new LinkedHashMap<>();
        fields.forEach((name, value) -> all.put(name, List.of(value)));
        return all;
    }

    /** Those fields of its form that hold addresses of its app. */
    Map<String, String> addresses(String apps) {
        String home = apps + (onSite() ? "/" : path);
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("info_url", home + "about");
        fields.put("deauth_webhook", apps + "/webhook");
        if (!onSite()) {
            fields.put("enrollment_url", home);
            fields.put("terms_url", home + "terms");
            fields.put("redirect_url", redirectUri(apps));
        }
        return fields;
    }

    String redirectUri(String apps) {
        return apps + path + "callback";
    }
}
