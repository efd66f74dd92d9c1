package vouchsafe.portal.member;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.grants.Grant;
import vouchsafe.grants.Grants;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/** The acts of members on the public page of a project. */
@Controller
final class MembershipController {
    private final Projects projects;
    private final Grants grants;

    MembershipController(Projects projects, Grants grants) {
        this.projects = projects;
        this.grants = grants;
    }

    /** Shows or hides the connection on public pages; {@code visible_status} is {@code True} or {@code False}. */
    @PostMapping("/activity/{slug}/")
    @Nullable
    JteModel setVisibility(
            @PathVariable String slug,
            @RequestParam(name = "visible_status", defaultValue = "") String visible,
            @AuthenticationPrincipal @Nullable SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = projects.bySlug(slug).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        if (member == null) {
            return Redirect.seeOther(
                    response,
                    "/account/login/?next=" + URLEncoder.encode(project.activityPath(), StandardCharsets.UTF_8));
        }
        Grant grant = grants.find(project.clientRowId(), member.id())
                .filter(Grant::active)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        boolean hide = visible.equals("False");
        if (hide || visible.equals("True")) {
            grants.hide(grant.id(), hide);
            PageArguments.flash(request, hide ? "Your membership is hidden." : "Your membership is visible.");
        }
        return Redirect.seeOther(response, project.activityPath());
    }
}
