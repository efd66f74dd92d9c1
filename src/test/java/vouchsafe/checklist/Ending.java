package vouchsafe.checklist;

import static vouchsafe.checklist.Beginning.*;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vouchsafe.TestServer;
import vouchsafe.accounts.AccountDeletion;
import vouchsafe.accounts.BrowserSessions;
import vouchsafe.accounts.EmailAddresses;
import vouchsafe.accounts.Member;
import vouchsafe.accounts.MemberAdministration;
import vouchsafe.accounts.Password;
import vouchsafe.accounts.PasswordChanges;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.accounts.TestAccounts;
import vouchsafe.clients.Clients;
import vouchsafe.consent.ProjectEnds;
import vouchsafe.consent.Removed;
import vouchsafe.consent.Withdrawal;
import vouchsafe.consent.Withdrawn;
import vouchsafe.projects.ProjectKind;
import vouchsafe.projects.TestProjects;

/** What ends everything of one kind, what has just begun and what is just beginning too. */
enum Ending {
    PASSWORD_CHANGED(
            "password changed, apps ended",
            EnumSet.of(SESSION, CODE, CONSENT, EXCHANGE, REFRESH, DEVELOPER_TOKEN, MAIL_LINK, OWN_DOWNLOAD)) {
        @Override
        boolean end(Scene scene) {
            server.bean(PasswordChanges.class)
                    .change(scene.member, scene.credentials, new Password("another good secret"), true, "none");
            return true;
        }
    },
    PASSWORD_RESET(
            "password reset",
            EnumSet.of(SESSION, CODE, CONSENT, EXCHANGE, REFRESH, DEVELOPER_TOKEN, MAIL_LINK, OWN_DOWNLOAD)) {
        @Override
        boolean end(Scene scene) {
            return server.bean(PasswordChanges.class)
                    .reset(TestAccounts.resetLink(scene.member), new Password("another good secret"))
                    .isPresent();
        }
    },
    OTHERS_SIGNED_OUT("other browsers signed out", EnumSet.of(SESSION, OWN_DOWNLOAD)) {
        @Override
        boolean end(Scene scene) {
            server.bean(BrowserSessions.class).endOthers(scene.credentials, "none");
            return true;
        }
    },
    ADDRESS_CHANGED("address changed", EnumSet.of(MAIL_LINK, OWN_DOWNLOAD)) {
        @Override
        boolean end(Scene scene) {
            String address = UUID.randomUUID() + "@example.net";
            return server.bean(EmailAddresses.class).change(TestAccounts.changeLink(scene.member, address))
                    == EmailAddresses.Outcome.CONFIRMED;
        }
    },
    SUSPENDED("account suspended", EnumSet.allOf(Beginning.class)) {
        @Override
        boolean end(Scene scene) {
            return server.bean(MemberAdministration.class).suspend(ADMINISTRATOR, scene.member, "a race");
        }
    },
    DELETED("account deleted", EnumSet.complementOf(EnumSet.of(PROJECT, INVITATION))) {
        @Override
        boolean end(Scene scene) {
            List<String> obstacles = server.bean(AccountDeletion.class).delete(scene.member, scene.credentials, false);
            return obstacles.isEmpty();
        }
    },
    WITHDRAWN("member withdrew", EnumSet.of(CODE, EXCHANGE, REFRESH, UPLOAD, DIRECT_UPLOAD, DOWNLOAD, DELETION)) {
        @Override
        boolean end(Scene scene) {
            return server.bean(Withdrawal.class).byMember(scene.member.id(), scene.grant.id(), false)
                    instanceof Withdrawn.Now;
        }
    },
    REMOVED("removed by the project", EnumSet.of(CODE, EXCHANGE, REFRESH, UPLOAD, DIRECT_UPLOAD, DOWNLOAD, DELETION)) {
        @Override
        boolean end(Scene scene) {
            return server.bean(Withdrawal.class)
                            .remove(scene.coordinator.id(), scene.project, List.of(scene.grant.subject()))
                    instanceof Removed.All;
        }
    },
    CLIENT_SUSPENDED("client suspended", EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH, DOWNLOAD)) {
        @Override
        boolean end(Scene scene) {
            server.bean(Clients.class).suspend(scene.client.id(), true);
            return true;
        }
    },
    COORDINATOR_SUSPENDED("coordinator suspended", EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH, DOWNLOAD, INVITATION)) {
        @Override
        boolean end(Scene scene) {
            return server.bean(MemberAdministration.class).suspend(ADMINISTRATOR, scene.coordinator, "a race");
        }
    },
    CLOSED(
            "project closed",
            EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH, UPLOAD, DIRECT_UPLOAD, DOWNLOAD, DELETION, INVITATION)) {
        @Override
        boolean end(Scene scene) {
            return server.bean(ProjectEnds.class).close(scene.project, scene.coordinator.id(), "a race");
        }
    },
    CONVERTED("project converted", EnumSet.of(CODE, CONSENT, EXCHANGE, REFRESH)) {
        @Override
        boolean end(Scene scene) {
            server.bean(ProjectEnds.class)
                    .convert(
                            scene.project,
                            ProjectKind.ON_SITE,
                            TestProjects.onSiteDraft("name", scene.project.name()),
                            ADMINISTRATOR.id());
            return true;
        }
    };

    private static final Member BOSS = TestServer.shared().administrator();
    static final SignedInMember ADMINISTRATOR =
            new SignedInMember(BOSS.id(), BOSS.username(), true, false, true, BOSS.stamp());

    final TestServer server = TestServer.shared();
    private final String words;
    private final Set<Beginning> ends;

    Ending(String words, Set<Beginning> ends) {
        this.words = words;
        this.ends = ends;
    }

    /** As the checklist calls it. */
    String words() {
        return words;
    }

    /** Of what nothing is left. */
    Set<Beginning> ends() {
        return ends;
    }

    /**
     * Ends, as a request does it that was let in when the scene began.
     *
     * @return false where there was nothing to end any more
     */
    abstract boolean end(Scene scene);
}
