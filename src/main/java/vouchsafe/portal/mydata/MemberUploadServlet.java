package vouchsafe.portal.mydata;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.XorCsrfTokenRequestAttributeHandler;
import tools.jackson.databind.json.JsonMapper;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.files.FileDescription;
import vouchsafe.files.FileMetadata;
import vouchsafe.files.QuotaReached;
import vouchsafe.files.UploadCharge;
import vouchsafe.files.UploadOutcome;
import vouchsafe.files.Uploads;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.ErrorPages;
import vouchsafe.web.pages.FormsOnce;
import vouchsafe.web.pages.PageViews;
import vouchsafe.web.pages.Reply;

/**
 * Takes a member's file. A servlet of its own behind the pages' session and security filters: MVC would read the whole body
 * first, and so would the forgery check. That check is made here, on the form's first field, before a byte is stored.
 */
final class MemberUploadServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final String UPLOAD = "upload ";
    /** Bytes of a refused form that are still read, so that the browser gets to see the answer. */
    private static final long DRAINED = 64L * 1024 * 1024;

    private final transient Uploads uploads;
    private final transient Projects projects;
    private final transient Grants grants;
    private final transient CsrfTokenRepository forgeryTokens;
    private final transient FormsOnce forms;
    private final transient JsonMapper json;
    private final transient XorCsrfTokenRequestAttributeHandler forgeryFields =
            new XorCsrfTokenRequestAttributeHandler();

    MemberUploadServlet(
            Uploads uploads,
            Projects projects,
            Grants grants,
            CsrfTokenRepository forgeryTokens,
            FormsOnce forms,
            JsonMapper json) {
        this.uploads = uploads;
        this.projects = projects;
        this.grants = grants;
        this.forgeryTokens = forgeryTokens;
        this.forms = forms;
        this.json = json;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<SignedInMember> member = member();
        if (member.isEmpty()) {
            drain(request);
            PageViews.write(Reply.seeOther("/account/login/?next=" + MyDataController.PATH), request, response);
            return;
        }
        Optional<Project> project = project(request);
        Optional<Grant> grant = project.flatMap(
                        each -> grants.find(each.clientRowId(), member.get().id()))
                .filter(Grant::active);
        if (!request.getMethod().equals("POST") || project.isEmpty() || grant.isEmpty()) {
            drain(request);
            ErrorPages.write(request, response, HttpServletResponse.SC_NOT_FOUND);
            return;
        }
        try {
            UploadCharge charge =
                    new UploadCharge(project.get().id(), grant.get().memberId(), null);
            MemberUpload upload = MemberUpload.read(request, uploads, charge, value -> genuine(request, value));
            if (!forms.begin(request, response, content(upload, project.get()))) {
                uploads.discard(upload.received());
                return;
            }
            keep(upload, project.get(), grant.get());
            Reply.SentOn done = Reply.seeOther(
                            MyDataController.PATH + project.get().id() + "/")
                    .saying("\"" + upload.basename() + "\" is here now.");
            PageViews.write(FormsOnce.done(request, done), request, response);
        } catch (MemberUpload.Refused refused) {
            drain(request);
            String form = project.get().activityPath() + "upload/";
            PageViews.write(
                    Reply.seeOther(form + "?problem=" + refused.problem().word()), request, response);
        }
    }

    private static List<String> content(MemberUpload upload, Project project) {
        List<String> content = new ArrayList<>(upload.content());
        content.addFirst(UPLOAD + project.id());
        return content;
    }

    private void keep(MemberUpload upload, Project project, Grant grant) throws MemberUpload.Refused {
        UploadOutcome kept = uploads.keep(
                upload.received(),
                grant,
                project.id(),
                true,
                new FileDescription(upload.basename(), metadata(upload), List.of()),
                Uploads.upload().by(grant.memberId()).client(grant.clientRowId()));
        switch (kept) {
            case UploadOutcome.Kept yes -> {}
            case UploadOutcome.Full(QuotaReached reason) -> throw new MemberUpload.Refused(UploadProblem.of(reason));
            case UploadOutcome.Ended ended -> throw new MemberUpload.Refused(UploadProblem.LEFT);
            case UploadOutcome.Mismatch mismatch -> throw new MemberUpload.Refused(UploadProblem.BROKEN);
        }
    }

    private FileMetadata metadata(MemberUpload upload) throws MemberUpload.Refused {
        String text = json.writeValueAsString(Map.of("description", upload.description(), "tags", List.of()));
        return switch (FileMetadata.parse(json, text)) {
            case FileMetadata.Parsed.Valid(FileMetadata metadata) -> metadata;
            case FileMetadata.Parsed.Invalid invalid -> {
                uploads.discard(upload.received());
                throw new MemberUpload.Refused(UploadProblem.DESCRIPTION);
            }
        };
    }

    /** The forgery filter's own comparison, on a value that came in a field of the form. */
    private boolean genuine(HttpServletRequest request, String value) {
        CsrfToken expected = forgeryTokens.loadToken(request);
        if (expected == null) {
            return false;
        }
        String presented = forgeryFields.resolveCsrfTokenValue(
                new HttpServletRequestWrapper(request) {
                    @Override
                    public @Nullable String getHeader(String name) {
                        return name.equals(expected.getHeaderName()) ? value : super.getHeader(name);
                    }
                },
                expected);
        return presented != null
                && MessageDigest.isEqual(
                        presented.getBytes(StandardCharsets.UTF_8),
                        expected.getToken().getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Project> project(HttpServletRequest request) {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        return path.matches("/[0-9]{1,9}/")
                ? projects.find(Integer.parseInt(path.substring(1, path.length() - 1)))
                : Optional.empty();
    }

    private static Optional<SignedInMember> member() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedInMember member
                ? Optional.of(member)
                : Optional.empty();
    }

    private static void drain(HttpServletRequest request) {
        try {
            InputStream rest = request.getInputStream();
            byte[] chunk = new byte[64 * 1024];
            long drained = 0;
            int read = 0;
            while (read >= 0 && drained < DRAINED) {
                read = rest.read(chunk);
                drained += Math.max(read, 0);
            }
        } catch (IOException gone) {
            // The sender hung up and needs no answer.
        }
    }
}
