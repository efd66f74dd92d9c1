package vouchsafe.app;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.CommentText;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** Approves a project in a reviewer's name, with or without a request. */
@Command(name = "approve", description = "Approve a project, in the name of a reviewer who does not run it.")
final class ProjectApproveCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Parameters(paramLabel = "SLUG", description = "The project's name in its addresses.")
    private String slug = "";

    @Option(names = "--reviewer", required = true, paramLabel = "U", description = "Username of the reviewer.")
    private String reviewer = "";

    @Option(names = "--reason", required = true, paramLabel = "R", description = "Why; public.")
    private String reason = "";

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Logs.quiet();
        Settings loaded = settings.load(Map.of());
        Project approved;
        try (Rooms rooms = Rooms.open(loaded)) {
            approved = approve(rooms);
        }
        settings.answer(json)
                .with("id", approved.id())
                .with("slug", approved.slug())
                .with("approved", "true")
                .say("project " + approved.name() + " approved");
        return 0;
    }

    private Project approve(Rooms rooms) {
        Project project = rooms.get(Projects.class)
                .bySlug(slug)
                .orElseThrow(() -> new CommandFailed("there is no project " + slug));
        Member member = rooms.get(Members.class)
                .byUsername(reviewer)
                .orElseThrow(() -> new CommandFailed("there is no member " + reviewer));
        String text = switch (CommentText.read(reason)) {
            case CommentText.Good(String good) -> good;
            case CommentText.Refused(String why) -> throw new CommandFailed("--reason: " + why);
        };
        return switch (rooms.get(Approvals.class).decide(project, member, Approvals.Decision.APPROVE, text)) {
            case Approvals.Outcome.Done(Project now) -> now;
            case Approvals.Outcome.Refused(String why) -> throw new CommandFailed(why);
        };
    }
}
