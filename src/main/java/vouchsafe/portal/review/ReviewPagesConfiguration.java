package vouchsafe.portal.review;

import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vouchsafe.accounts.Members;
import vouchsafe.portal.catalogue.AskedOfMembers;
import vouchsafe.projects.Approvals;
import vouchsafe.projects.ProjectChanges;
import vouchsafe.projects.Projects;

/** Builds the pages on which projects are discussed and approved. */
@Configuration(proxyBeanMethods = false)
public class ReviewPagesConfiguration {

    @Bean
    ReviewPages reviewPages(
            Projects projects, Approvals approvals, AskedOfMembers asked, Members members, InstantSource clock) {
        return new ReviewPages(projects, approvals, asked, members, clock);
    }

    @Bean
    DiscussionController discussionController(ReviewPages pages, Approvals approvals) {
        return new DiscussionController(pages, approvals);
    }

    @Bean
    ReviewController reviewController(
            ReviewPages pages,
            Projects projects,
            Approvals approvals,
            ProjectChanges changes,
            Members members,
            InstantSource clock) {
        return new ReviewController(pages, projects, approvals, changes, members, clock);
    }
}
