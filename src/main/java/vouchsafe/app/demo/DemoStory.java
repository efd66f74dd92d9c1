package vouchsafe.app.demo;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import vouchsafe.projects.MasterToken;

/**
 * Five weeks in the life of the demo's people, so that every page has something to show: they run projects, connect, share, read,
 * write, review and leave. Each act goes through the pages and the API, at its own time on the {@link StoryClock}.
 */
final class DemoStory {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final List<DemoPerson> SHARING =
            List.of(DemoPerson.ALAN, DemoPerson.ROSA, DemoPerson.GRACE, DemoPerson.ADMIN);

    private final DemoData data;
    private final StoryClock clock;
    private final String server;
    private final Map<DemoPerson, Visitor> visitors = new EnumMap<>(DemoPerson.class);
    private final List<String> toSettle = new ArrayList<>();

    /**
     * @param server address of the server, without a slash at the end
     */
    DemoStory(DemoData data, StoryClock clock, String server) {
        this.data = data;
        this.clock = clock;
        this.server = server;
    }

    /** What happens before there are apps: people, kinds of data, projects. */
    MasterToken beginning(String apps) {
        data.people();
        as(DemoPerson.ADMIN).submit("/admin/members/rosa/", "/admin/members/rosa/roles/", Map.of("reviewer", "on"));
        daysAgo(33);
        dataType("Daily activity", "", false);
        dataType("Hourly steps", "Daily activity", true);
        dataType("Nights", "Daily activity", true);
        data.create(DemoProject.STEP_COUNTER, apps);
        register(DemoProject.STEP_COUNTER, "Hourly steps");
        daysAgo(31);
        approve(DemoProject.STEP_COUNTER);
        daysAgo(29);
        for (DemoProject project : DemoProject.values()) {
            if (project != DemoProject.STEP_COUNTER && !project.onSite()) {
                data.create(project, apps);
                register(project, "Nights");
            }
        }
        MasterToken onSite = data.createOnSite(DemoProject.DAILY_MOOD, apps);
        register(DemoProject.DAILY_MOOD, "Daily activity");
        for (DemoProject project : DemoProject.values()) {
            webhook(project);
        }
        return onSite;
    }

    /** What happens once the apps are there. */
    void goesOn(String apps, Map<DemoProject, VouchsafeClient> clients, MasterToken onSite) {
        daysAgo(27);
        approve(DemoProject.SLEEP_DIARY);
        approve(DemoProject.AIR_QUALITY);
        approve(DemoProject.DAILY_MOOD);
        groups();
        daysAgo(24);
        joinAll(apps, DemoPerson.ALAN);
        joinAll(apps, DemoPerson.TOM);
        daysAgo(20);
        joinAll(apps, DemoPerson.ROSA);
        registerClient(apps);
        daysAgo(17);
        joinAll(apps, DemoPerson.GRACE);
        joinAll(apps, DemoPerson.ADMIN);
        join(apps, DemoPerson.LENA, DemoProject.STEP_COUNTER);
        join(apps, DemoPerson.LENA, DemoProject.SLEEP_DIARY);
        daysAgo(13);
        writeToAll(
                "How it goes",
                "Dear member {{ PROJECT_MEMBER_ID }},\n\n"
                        + "thank you for two weeks of data. Nothing to do: we only say hello.");
        askForApproval(DemoProject.READING_HOURS);
        daysAgo(11);
        decide(
                DemoPerson.ADMIN,
                DemoProject.READING_HOURS,
                "ASK_FOR_CHANGES",
                "Please say how long you keep what you read, and who can see it.");
        addAll(apps);
        daysAgo(10);
        uploads();
        sharePublicly();
        readMessages();
        daysAgo(8);
        letters();
        leaveAll(DemoPerson.TOM);
        leave(DemoPerson.LENA, DemoProject.SLEEP_DIARY);
        daysAgo(7);
        as(DemoPerson.ADMIN)
                .submit(
                        "/admin/members/eve/",
                        "/admin/members/eve/suspend/",
                        Map.of("reason", "Sent advertising to a group."));
        refusedCalls(clients, onSite);
        daysAgo(5);
        join(apps, DemoPerson.LENA, DemoProject.SLEEP_DIARY);
        leave(DemoPerson.ALAN, DemoProject.READING_HOURS);
        confirmErasure(DemoProject.SLEEP_DIARY);
        daysAgo(3);
        askForApproval(DemoProject.COFFEE_AND_SLEEP);
        askForApproval(DemoProject.BIKE_LOG);
        comment(DemoPerson.ROSA, DemoProject.COFFEE_AND_SLEEP, "Will members who drink tea be asked as well?");
        comment(DemoPerson.GRACE, DemoProject.COFFEE_AND_SLEEP, "Yes: tea counts as half a cup.");
        addAll(apps);
        daysAgo(2);
        join(apps, DemoPerson.MIA, DemoProject.STEP_COUNTER);
        writeToAll("Your week", "There is a new summary of your week, {{ PROJECT_MEMBER_ID }}.");
        daysAgo(1);
        data.change(DemoProject.STEP_COUNTER, Map.of("request_username_access", "True"));
        readMessages();
        mute();
        notes();
        at(Duration.ofHours(2));
        addAll(apps);
        at(Duration.ofMinutes(20));
        visitAll(apps);
        settle();
        clock.arrive();
        visitors.values().forEach(Visitor::close);
    }

    private void daysAgo(int days) {
        at(Duration.ofDays(days));
    }

    private void at(Duration ago) {
        settle();
        clock.until(ago);
    }

    private Visitor as(DemoPerson person) {
        Visitor visitor = visitors.computeIfAbsent(person, missing -> new Visitor(person, server));
        visitor.signIn();
        return visitor;
    }

    // Projects

    private void dataType(String name, String parent, boolean uploadable) {
        Visitor grace = as(DemoPerson.GRACE);
        String path = "/data-management/datatypes/create/";
        Visitor.Seen form = grace.open(path);
        Map<String, String> fields = new LinkedHashMap<>(Map.of(
                "name",
                name,
                "parent",
                parent.isEmpty() ? "" : form.find("<option value=\"(\\d+)\"[^>]*>[^<]*" + parent),
                "description",
                "A kind of the demo's data: " + name.toLowerCase(Locale.ROOT) + ".",
                "details",
                "A table with one row an hour, in UTC."));
        if (uploadable) {
            fields.put("uploadable", "on");
        }
        grace.submit(form, path, fields);
    }

    private void register(DemoProject project, String dataType) {
        String path = "/direct-sharing/projects/registered_datatypes/" + project.slug() + "/";
        Visitor coordinator = as(project.coordinator());
        Visitor.Seen form = coordinator.open(path);
        coordinator.submit(
                form,
                path,
                Map.of(
                        "registered_datatypes",
                        form.find("name=\"registered_datatypes\" value=\"(\\d+)\"[^>]*>\\s*<label[^>]*>" + dataType)));
    }

    private void webhook(DemoProject project) {
        String path = "/direct-sharing/projects/webhooks/" + project.slug() + "/";
        Visitor coordinator = as(project.coordinator());
        coordinator.submit(path, path + "secret/", Map.of("before", "week"));
        coordinator.submit(path, path + "test/", Map.of());
        toSettle.add(path);
    }

    private void askForApproval(DemoProject project) {
        String path = "/direct-sharing/projects/approval/" + project.slug() + "/";
        String message = project.about() + "\n\n* We keep data for a year, then we delete it.\n"
                + "* Only the people who run the project see it.";
        if (project != DemoProject.COFFEE_AND_SLEEP) {
            as(project.coordinator()).submit(path, path, Map.of("message", message, "guidelines", "on"));
            return;
        }
        as(project.coordinator())
                .submit(
                        path,
                        path,
                        Map.of(
                                "message", message,
                                "guidelines", "on",
                                "ethics_board", "Board of the Demo Institute",
                                "ethics_reference", "DI-2026-14",
                                "ethics_date", today().minusDays(20).toString()),
                        "ethics_document",
                        DemoFiles.ethicsDocument());
    }

    private void approve(DemoProject project) {
        askForApproval(project);
        comment(DemoPerson.ROSA, project, "How would somebody notice that it stopped working?");
        comment(project.coordinator(), project, "The page of the app says when it last worked.");
        decide(DemoPerson.ROSA, project, "APPROVE", "It asks for what it needs, and for nothing else.");
    }

    private void comment(DemoPerson person, DemoProject project, String text) {
        String path = "/activity/" + project.slug() + "/review/";
        as(person).submit(path, path, Map.of("comment", text));
    }

    private void decide(DemoPerson reviewer, DemoProject project, String decision, String reason) {
        as(reviewer)
                .submit(
                        "/activity/" + project.slug() + "/review/",
                        "/review/" + project.slug() + "/decide/",
                        Map.of("decision", decision, "reason", reason));
    }

    private void confirmErasure(DemoProject project) {
        String path = "/direct-sharing/projects/withdrawn-members/" + project.slug() + "/";
        as(project.coordinator()).submit(path, path + "erased/", Map.of());
    }

    private void writeToAll(String subject, String text) {
        for (DemoProject project : DemoProject.values()) {
            String path = "/direct-sharing/projects/message/" + project.slug() + "/";
            Visitor coordinator = as(project.coordinator());
            coordinator.submit(
                    path,
                    path,
                    Map.of(
                            "all_members",
                            "on",
                            "subject",
                            subject + " with " + project.title(),
                            "message",
                            text,
                            "step",
                            "send"));
            String sent = coordinator.open(path).find("<a href=\"(" + path + "[0-9a-f-]{36}/)\"");
            toSettle.add(sent);
        }
    }

    private void refusedCalls(Map<DemoProject, VouchsafeClient> clients, MasterToken onSite) {
        clients.values().forEach(client -> client.exchange("the-code-of-yesterday", "another-verifier"));
        VouchsafeClient.masterTokenCall(server, onSite.reveal());
        Pattern.compile("href=\"/admin/oauthclients/([0-9a-f-]{36})\"")
                .matcher(as(DemoPerson.ADMIN).open("/admin/oauthclients").html())
                .results()
                .forEach(client -> VouchsafeClient.refusedTokenCall(server, client.group(1)));
    }

    // Members

    private void joinAll(String apps, DemoPerson person) {
        for (DemoProject project : DemoProject.values()) {
            if (person != DemoPerson.ALAN || project != DemoProject.AIR_QUALITY) {
                join(apps, person, project);
            }
        }
    }

    private void join(String apps, DemoPerson person, DemoProject project) {
        Visitor visitor = as(person);
        if (project.onSite()) {
            Visitor.Seen asked = visitor.agree(
                    visitor.open("/direct-sharing/projects/on-site/join/" + project.slug() + "/"), Map.of());
            visitor.agree(asked, Map.of());
            return;
        }
        Visitor.Seen app =
                visitor.agree(visitor.open(apps + project.path() + "connect"), Map.of("allow", "Authorize project"));
        if (!app.has("You are connected")) {
            throw new IllegalStateException(
                    person.username() + " could not connect " + project.title() + ": " + app.html());
        }
        visitor.submit(apps + project.path(), "add", Map.of());
    }

    /** Each app has something new for each of the people who share much. */
    private void addAll(String apps) {
        for (DemoPerson person : SHARING) {
            for (DemoProject project : DemoProject.values()) {
                if (connected(apps, person, project)) {
                    as(person).submit(apps + project.path(), "add", Map.of());
                }
            }
        }
    }

    private void visitAll(String apps) {
        for (DemoPerson person : SHARING) {
            for (DemoProject project : DemoProject.values()) {
                connected(apps, person, project);
            }
        }
    }

    private boolean connected(String apps, DemoPerson person, DemoProject project) {
        return !project.onSite() && as(person).open(apps + project.path()).has("You are connected");
    }

    private void uploads() {
        for (DemoPerson person : SHARING) {
            upload(person, DemoProject.DAILY_MOOD, "My words of the week", DemoFiles.mood(today()));
            upload(person, DemoProject.STEP_COUNTER, "Steps of my old watch", DemoFiles.steps(today().minusYears(1)));
        }
    }

    private void upload(DemoPerson person, DemoProject project, String what, MultipartBody.Attachment file) {
        as(person)
                .submit(
                        "/activity/" + project.slug() + "/upload/",
                        "/member/me/upload/" + data.project(project).id() + "/",
                        Map.of("description", what),
                        "data_file",
                        file);
    }

    private void sharePublicly() {
        Visitor alan = as(DemoPerson.ALAN);
        String source =
                "direct-sharing-" + data.project(DemoProject.STEP_COUNTER).id();
        alan.submit(
                "/public-data/",
                "/public-data/",
                Map.of(
                        "who_reads", "anyone",
                        "copies", "kept",
                        "named", "yes",
                        "own_data", "on",
                        "free_will", "on",
                        "may_stop", "on",
                        "source", source));
    }

    private void readMessages() {
        for (DemoPerson person : SHARING) {
            Visitor visitor = as(person);
            Visitor.Seen inbox = visitor.open("/member/me/messages/");
            Pattern.compile("href=\"(/member/me/messages/[0-9a-f-]{36}/)\"")
                    .matcher(inbox.html())
                    .results()
                    .map((MatchResult link) -> link.group(1))
                    .limit(4)
                    .forEach(visitor::open);
        }
    }

    private void letters() {
        letter(DemoPerson.ALAN, DemoProject.SLEEP_DIARY, "I slept on a train. Shall I mark such nights?");
        letter(DemoPerson.ROSA, DemoProject.STEP_COUNTER, "My phone counted the lift as stairs.");
    }

    private void letter(DemoPerson person, DemoProject project, String text) {
        String activity = "/activity/" + project.slug() + "/";
        as(person).submit(activity + "send-message/", activity + "send-message/", Map.of("message", text));
    }

    private void mute() {
        Visitor alan = as(DemoPerson.ALAN);
        Visitor.Seen page = alan.open("/activity/" + DemoProject.COFFEE_AND_SLEEP.slug() + "/");
        String connection = page.find("href=\"(/member/me/connections/[0-9a-f-]{36}/)\"");
        alan.submit(connection, connection + "mail/", Map.of());
    }

    private void leaveAll(DemoPerson person) {
        for (DemoProject project : DemoProject.values()) {
            leave(person, project);
        }
    }

    private void leave(DemoPerson person, DemoProject project) {
        Visitor visitor = as(person);
        Visitor.Seen activity = visitor.open("/activity/" + project.slug() + "/");
        String path = activity.find("href=\"(/direct-sharing/projects/leave/[0-9a-f-]{36}/)");
        Visitor.Seen form = visitor.open(path);
        visitor.submit(
                form, path, form.has("name=\"erasure_requested\"") ? Map.of("erasure_requested", "on") : Map.of());
        toSettle.add("/direct-sharing/projects/webhooks/" + project.slug() + "/");
    }

    // Annotations

    private void groups() {
        for (DemoPerson person : SHARING) {
            as(person)
                    .hold(as(person)
                            .submit("/account/developer", "/account/developer", Map.of())
                            .find(">(6879-[A-Za-z0-9_-]+)<"));
        }
        moderated(DemoPerson.GRACE, "Sleep readers", "Notes on what we read about sleep.", "private");
        moderated(DemoPerson.ALAN, "Walks nearby", "Where to walk, and what to look at.", "open");
        notes();
        moderateTheWorld();
    }

    /** Administrators moderate what everybody reads. */
    private void moderateTheWorld() {
        Visitor admin = as(DemoPerson.ADMIN);
        Map<String, String> texts = Map.of(
                "PENDING", "Whose hand is this?",
                "DENIED", "The ledger is a forgery, as everybody knows.",
                "SPAM", "Pears, half price, only here.");
        texts.forEach((standing, text) -> {
            String annotation = annotate(DemoPerson.GRACE, "__world__", text);
            admin.call("PUT", "/api/annotations/" + annotation + "/flag", "");
            String read = admin.call("GET", "/api/annotations/" + annotation, "");
            admin.call(
                    "PATCH",
                    "/api/annotations/" + annotation + "/moderation",
                    "{\"annotation_updated\": \"%s\", \"moderation_status\": \"%s\", \"current_moderation_status\": \"APPROVED\"}"
                            .formatted(
                                    new Visitor.Seen(URI.create(server), read).find("\"updated\": *\"([^\"]+)\""),
                                    standing));
        });
    }

    /** A group whose moderators have something of everything to decide. */
    private void moderated(DemoPerson owner, String name, String about, String type) {
        Visitor runs = as(owner);
        Visitor.Seen group = runs.submit(
                "/groups/new",
                "/groups/new",
                Map.of("name", name, "description", about, "type", type, "pre_moderated", "on"));
        String id = group.address().getPath().split("/")[2];
        String path = "/groups/" + id + "/";
        for (DemoPerson person : SHARING) {
            if (person == owner) {
                continue;
            }
            as(person).submit(group.address().getPath(), path + "join", Map.of());
        }
        List<String> standings = List.of("APPROVED", "APPROVED", "DENIED", "SPAM", "");
        List<String> texts = List.of(
                "This explains why I wake at four.",
                "Compare with the third paragraph.",
                "Me too!",
                "Cheap mattresses, only today.",
                "Is there a newer source for this?");
        for (int index = 0; index < standings.size(); index++) {
            DemoPerson author = SHARING.get((SHARING.indexOf(owner) + 1 + index % 3) % SHARING.size());
            String annotation = annotate(author, id, texts.get(index));
            if (!standings.get(index).isEmpty()) {
                as(owner)
                        .submit(
                                path + "moderation?show=pending",
                                path + "moderation/" + annotation,
                                Map.of("status", standings.get(index)));
            }
            if (index == 1) {
                as(owner).call("PUT", "/api/annotations/" + annotation + "/flag", "");
            }
        }
    }

    /** Public notes of everybody, and one that is private. */
    private void notes() {
        for (DemoPerson person : SHARING) {
            annotate(person, "__world__", person.words() + " was here, and liked the pears of the ninth row.");
        }
    }

    private String annotate(DemoPerson author, String group, String text) {
        String page = server + "/annotate-demo";
        String json = """
            {"uri": "%s", "text": "%s", "tags": ["demo"], "group": "%s",
             "permissions": {"read": ["group:%s"]}, "document": {"title": "The orchard ledger"},
             "target": [{"source": "%s", "selector": [
               {"type": "TextQuoteSelector", "exact": "which trees woke early", "prefix": "write down ", "suffix": ". The"}]}]}
            """.formatted(page, text, group, group, page);
        String made = as(author).call("POST", "/api/annotations", json);
        return new Visitor.Seen(URI.create(page), made).find("\"id\": *\"([^\"]+)\"");
    }

    // Administration

    private void registerClient(String apps) {
        Visitor admin = as(DemoPerson.ADMIN);
        Visitor.Seen form = admin.open("/admin/oauthclients/new");
        admin.submit(
                form,
                "/admin/oauthclients/new",
                Map.of(
                        "name", "Reading room",
                        "authority", form.find("name=\"authority\"[^>]*value=\"([^\"]*)\""),
                        "grant_type", "authorization_code",
                        "redirect_url", apps + "/reading-room",
                        "pkce_required", "true",
                        "confidential", "true"));
    }

    // Time

    /** What follows from an act a moment later has followed before the clock moves on. */
    private void settle() {
        for (String path : toSettle) {
            Instant giveUp = InstantSource.system().instant().plus(PATIENCE);
            String slug = path.split("/")[4];
            DemoPerson coordinator = List.of(DemoProject.values()).stream()
                    .filter(project -> project.slug().equals(slug))
                    .findFirst()
                    .orElseThrow()
                    .coordinator();
            while (as(coordinator).open(path).has("badge-warning\">")
                    && InstantSource.system().instant().isBefore(giveUp)) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        toSettle.clear();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
