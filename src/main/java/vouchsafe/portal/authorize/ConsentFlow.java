package vouchsafe.portal.authorize;

import gg.jte.generated.precompiled.StaticTemplates;
import java.util.function.Supplier;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.consent.NotJoined;
import vouchsafe.web.pages.Reply;

/**
 * What all pages that ask a member for consent do alike: what they show, which answers fit it, and where a member ends who
 * can't join. Authorization ({@link AuthorizationController}) and joining on this site ({@link OnSiteController}) are built
 * of it.
 */
final class ConsentFlow {
    static final String OUTDATED =
            "This page had changed or was too old, so nothing was done. Please read it again and answer once more.";
    private static final String INACTIVE = "/direct-sharing/authorize-inactive/";

    private final StaticTemplates templates = new StaticTemplates();
    private final ConsentPage page;
    private final ConsentSeal seal;
    private final SignInAge age;

    ConsentFlow(ConsentPage page, ConsentSeal seal, SignInAge age) {
        this.page = page;
        this.seal = seal;
        this.age = age;
    }

    /** Whether the member signed in as lately as the app asks for. */
    boolean signedInLately(AppQuestion question) {
        return age.fits(question);
    }

    /** The content of the page that puts the question to this member, sealed for their answer. */
    ConsentView view(SignedInMember member, ConsentQuestion question, ConsentVisit visit) {
        return page.of(member, question, seal.make(member.id(), sessionId(visit), question.text(), question.version()));
    }

    /** Whether an answer is one to this question, as the page showed it to this member in this browser. */
    boolean fits(String presented, SignedInMember member, ConsentQuestion question, ConsentVisit visit) {
        return seal.fits(presented, member.id(), sessionId(visit), question.text(), question.version());
    }

    private static String sessionId(ConsentVisit visit) {
        return visit.request().getSession().getId();
    }

    /** Tells the visitor that the project takes no members now. */
    Reply inactive(ConsentVisit visit) {
        return visit.redirect(INACTIVE).nothingDone();
    }

    /**
     * Answers a member who agreed and could not join.
     *
     * @param again asks once more, where what is asked for has changed
     */
    Reply notJoined(ConsentVisit visit, NotJoined why, Supplier<Reply> again) {
        return switch (why) {
            case NotJoined.NotActive notActive -> inactive(visit);
            case NotJoined.Full full ->
                Reply.page(403, templates.authorizeFull(visit.page(), full.project(), full.cap()));
            case NotJoined.Changed changed -> again.get();
        };
    }
}
