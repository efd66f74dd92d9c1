package vouchsafe.portal.review;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.Members;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.portal.catalogue.AskedOfMembers;
import vouchsafe.projects.ApprovalEntry;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.Project;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;

/** Gathers the content of the public page of an approval, and finds its project. */
final class ReviewPages {
    private final Projects projects;
    private final Approvals approvals;
    private final AskedOfMembers asked;
    private final Members members;
    private final InstantSource clock;

    ReviewPages(Projects projects, Approvals approvals, AskedOfMembers asked, Members members, InstantSource clock) {
        this.projects = projects;
        this.approvals = approvals;
        this.asked = asked;
        this.members = members;
        this.clock = clock;
    }

    Project project(String slug) {
        return projects.bySlug(slug).orElseThrow(NoSuchPage::new);
    }

    /** The project, for those who may decide about projects; to others there is no such page. */
    Project forReviewer(String slug, SignedInMember member) {
        requireReviewer(member);
        return project(slug);
    }

    static void requireReviewer(SignedInMember member) {
        if (!isReviewer(member)) {
            throw new NoSuchPage();
        }
    }

    static boolean isReviewer(SignedInMember member) {
        return member.reviewer() || member.administrator();
    }

    /** The page, which exists from the first request on. */
    ReviewPage of(Project project, @Nullable SignedInMember reader, UnsentText unsent) {
        List<ApprovalEntry> history = approvals.history(project);
        if (history.isEmpty()) {
            throw new NoSuchPage();
        }
        Optional<ProjectChanges.Waiting> change = asked.waiting(project);
        boolean runsIt = reader != null && reader.id().equals(project.coordinatorId());
        boolean reviews = reader != null && isReviewer(reader);
        return new ReviewPage(
                project,
                asked.now(project),
                asked.approval(project).orElse(null),
                change.orElse(null),
                asked.news(project, change),
                lines(project, history),
                reader != null && reader.emailVerified(),
                reviews && !runsIt,
                reviews || runsIt,
                reader != null && reader.administrator() && project.approved(),
                unsent,
                clock.instant());
    }

    private List<HistoryLine> lines(Project project, List<ApprovalEntry> history) {
        Map<UUID, String> usernames = new HashMap<>();
        return history.stream()
                .map(entry -> HistoryLine.of(
                        entry,
                        usernames.computeIfAbsent(entry.authorId(), this::username),
                        entry.authorId().equals(project.coordinatorId())))
                .toList();
    }

    private String username(UUID memberId) {
        return members.find(memberId).map(Member::username).orElse("a member who is gone");
    }
}
