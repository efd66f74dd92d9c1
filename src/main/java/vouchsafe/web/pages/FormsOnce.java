package vouchsafe.web.pages;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vouchsafe.crypto.KeyRing;
import vouchsafe.db.AlongWithActs;
import vouchsafe.db.DatabaseTrouble;

/**
 * Does what a form is for once, however often the form is sent: by a double click, on a slow line, by going back and
 * pressing again. The first request begins a row of the database under the digest of the form and leaves its answer there; any
 * other waits for that answer, on whatever node it comes, and gets the same. Where nothing was done, because a page asks for
 * something to be mended or says why not, nothing is remembered, and the form is taken anew.
 *
 * <p>Three parts. {@link #remembering} stands before the sessions, so that an answer is remembered once its session is
 * written. {@link #recalling} stands behind the forgery check, so that nobody else's forms are looked up. And
 * {@link PageViews} notes which answers of controllers are ends of forms.
 */
public final class FormsOnce {
    private static final Logger log = LoggerFactory.getLogger(FormsOnce.class);
    private static final String BEGUN = FormsOnce.class.getName() + ".begun";
    private static final String AGAIN = FormsOnce.class.getName() + ".again";
    /** Longer than a form takes that waits for somebody else's server. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Most forms are done by then. Each further look comes twice as late, so that many who wait ask the database little. */
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

    private static final Duration LONGEST_PAUSE = Duration.ofMillis(800);

    private static final String SAME_WORDS = "You sent the same a moment ago. It was done once.";
    private static final ErrorText UNDER_WAY = new ErrorText(
            HttpServletResponse.SC_SERVICE_UNAVAILABLE,
            "This is still under way",
            "It was sent before, and the server is at it. Reload this page in a minute: nothing is done twice.");
    private static final String CUT_OFF =
            "What you sent was done, though the server stopped before it could say so. Look where you would see it.";

    private final SentForms forms;
    private final KeyRing keys;
    private final FormRules rules;

    FormsOnce(SentForms forms, KeyRing keys, FormRules rules) {
        this.forms = forms;
        this.keys = keys;
        this.rules = rules;
    }

    /** Whether the form of this request was sent before and did what it was for, where {@link FormRules} have it answered anew. */
    public static boolean sentBefore(HttpServletRequest request) {
        return request.getAttribute(AGAIN) != null;
    }

    /** The filter that remembers answers. */
    public Filter remembering() {
        return (request, response, chain) -> {
            HttpServletRequest sent = (HttpServletRequest) request;
            try {
                chain.doFilter(request, response);
            } finally {
                remember(sent, (HttpServletResponse) response);
            }
        };
    }

    /** The filter that answers a form as it was answered before. */
    public Filter recalling() {
        return (request, response, chain) ->
                recall((HttpServletRequest) request, (HttpServletResponse) response, chain);
    }

    private void recall(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!request.getMethod().equals("POST") || rules.free(request.getRequestURI())) {
            chain.doFilter(request, response);
        } else if (enter(request, response, FormKey.of(request, sender()))) {
            try {
                AlongWithActs.call(() -> noteAct(request), () -> {
                    chain.doFilter(request, response);
                    return true;
                });
            } catch (IOException | ServletException | RuntimeException failure) {
                throw failure;
            } catch (Exception impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }

    private void noteAct(HttpServletRequest request) {
        begun(request).forEach(each -> forms.act(each.key().digest(), each.request()));
    }

    private static List<Begun> begun(HttpServletRequest request) {
        return request.getAttribute(BEGUN) instanceof List<?> begun
                ? begun.stream().map(Begun.class::cast).toList()
                : List.of();
    }

    /** A form that this request has. */
    private record Begun(FormKey key, UUID request) {}

    /**
     * Begins a form that its servlet reads as it comes.
     *
     * @param content what makes it this form: the anti-forgery value among it
     * @return false where it was sent before; it is answered then
     */
    public boolean begin(HttpServletRequest request, HttpServletResponse response, List<String> content)
            throws IOException {
        return enter(request, response, List.of(FormKey.of(content)));
    }

    /** Notes that a form that was begun so did what it was for, and gives the answer. */
    public static Reply.SentOn done(HttpServletRequest request, Reply.SentOn answer) {
        FormDone.note(request, answer.location(), answer.said());
        return answer;
    }

    /**
     * Answers a form whose anti-forgery value is out of date as it was answered before. Signing in changes that value, so a
     * form that signed its person in is out of date when it is sent again.
     *
     * @return false where it was not sent before, or did nothing
     */
    public boolean recalled(HttpServletRequest request, HttpServletResponse response) throws IOException {
        List<FormKey> found = FormKey.of(request, "");
        if (found.isEmpty() || rules.free(request.getRequestURI())) {
            return false;
        }
        Optional<SentForms.State> state = settled(forms.look(found.getFirst().digest()), found.getFirst());
        if (state.isEmpty() || !(state.get() instanceof SentForms.State.Answered(byte[] wrapped))) {
            return false;
        }
        Optional<FormAnswer> stored = keys.unwrap(wrapped).map(FormAnswer::read);
        if (stored.isEmpty() || stored.get().location().isEmpty()) {
            return false;
        }
        FormAnswer answer = stored.get();
        // The browser is another one's by now, or has these cookies.
        write(answer.without(), request, response);
        return true;
    }

    private boolean enter(HttpServletRequest request, HttpServletResponse response, List<FormKey> wanted)
            throws IOException {
        List<Begun> begun = new ArrayList<>();
        request.setAttribute(BEGUN, begun);
        for (FormKey key : wanted) {
            switch (begunOrSettled(key)) {
                case SentForms.State.Begun(UUID claim) -> begun.add(new Begun(key, claim));
                case SentForms.State.UnderWay longer -> {
                    response.setHeader("Retry-After", Long.toString(SentForms.LONGEST.toSeconds()));
                    ErrorPages.write(request, response, UNDER_WAY);
                    return false;
                }
                case SentForms.State.CutOff lost -> {
                    PageViews.write(Reply.seeOther("/account/").saying(CUT_OFF), request, response);
                    return false;
                }
                case SentForms.State.Answered(byte[] wrapped) -> {
                    Optional<FormAnswer> stored = keys.unwrap(wrapped).map(FormAnswer::read);
                    if (stored.isEmpty()) {
                        // The server lost its keys since: it was done, and nobody knows how it was answered.
                        PageViews.write(Reply.seeOther("/account/").saying(CUT_OFF), request, response);
                        return false;
                    }
                    FormAnswer answer = stored.get();
                    if (answer.location().isEmpty()) {
                        request.setAttribute(AGAIN, true);
                        return true;
                    }
                    if (!begun.isEmpty()) {
                        // It is known by its content; from now on by all that is in it, too.
                        answer = answer.saying(SAME_WORDS);
                        FormDone.note(request, answer.location(), answer.said(), answer.visitor());
                    }
                    write(answer, request, response);
                    return false;
                }
            }
        }
        return true;
    }

    private SentForms.State begunOrSettled(FormKey key) {
        while (true) {
            Optional<SentForms.State> state = settled(Optional.of(forms.begin(key.digest())), key);
            if (state.isPresent()) {
                return state.get();
            }
            // The other request did nothing, so this one may.
        }
    }

    /** Looks until the form is under way no more, or patience ends. */
    private Optional<SentForms.State> settled(Optional<SentForms.State> now, FormKey key) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<SentForms.State> state = now;
        Duration pause = FIRST_PAUSE;
        while (state.isPresent() && state.get() instanceof SentForms.State.UnderWay && System.nanoTime() - end < 0) {
            try {
                Thread.sleep(pause);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return state;
            }
            state = forms.look(key.digest());
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
        return state;
    }

    /**
     * A visitor with a session who is who sent it first sees its message again. One who is not, or has none, sent it before
     * the first answer came, and gets the cookies that came with that.
     */
    private static void write(FormAnswer answer, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        boolean same = sender().equals(answer.visitor()) && request.getSession(false) != null;
        if (!same) {
            answer.cookies().forEach(cookie -> response.addHeader("Set-Cookie", cookie));
        }
        PageViews.write(Reply.seeOther(answer.location()).saying(same ? answer.said() : ""), request, response);
    }

    private static String sender() {
        return PageArguments.visitor().map(Page.Visitor::username).orElse("");
    }

    private void remember(HttpServletRequest request, HttpServletResponse response) {
        List<Begun> begun = begun(request);
        if (begun.isEmpty()) {
            return;
        }
        Optional<FormAnswer> answer = FormDone.on(request)
                .map(done -> new FormAnswer(
                        rules.anew(request.getRequestURI()) ? "" : done.location(),
                        done.said(),
                        done.visitor(),
                        List.copyOf(response.getHeaders("Set-Cookie"))));
        try {
            for (Begun each : begun) {
                byte[] digest = each.key().digest();
                answer.ifPresentOrElse(
                        given -> forms.answer(
                                digest,
                                each.request(),
                                keys.wrap(given.bytes()),
                                each.key().kept()),
                        () -> forms.forget(digest, each.request()));
            }
        } catch (RuntimeException trouble) {
            // The form is answered; only a second one will be told that nobody knows.
            DatabaseTrouble.report(log, "event=form.forgotten path=" + request.getRequestURI(), trouble);
        }
    }
}
