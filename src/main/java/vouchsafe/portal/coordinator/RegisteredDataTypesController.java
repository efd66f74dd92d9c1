package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.PageArguments;
import vouchsafe.web.pages.Redirect;

/** The kinds of data that a project registers for its uploads. */
@Controller
final class RegisteredDataTypesController {
    private static final String PATH = "/direct-sharing/projects/registered_datatypes/{slug}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final OwnProjects ownProjects;
    private final DataTypes dataTypes;
    private final RegisteredDataTypes registered;
    private final DataTypeRegistration registration;

    RegisteredDataTypesController(
            OwnProjects ownProjects,
            DataTypes dataTypes,
            RegisteredDataTypes registered,
            DataTypeRegistration registration) {
        this.ownProjects = ownProjects;
        this.dataTypes = dataTypes;
        this.registered = registered;
        this.registration = registration;
    }

    @GetMapping(PATH)
    @Nullable
    JteModel choose(
            Page page,
            @PathVariable String slug,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = ownProjects.require(slug, member);
        if (project.approved()) {
            return locked(project, request, response);
        }
        Set<Integer> ticked = new HashSet<>(registered.of(project.id()).ids());
        return templates.coordinatorDatatypes(page, project, dataTypes.tree(), ticked);
    }

    @PostMapping(PATH)
    @Nullable
    JteModel save(
            @PathVariable String slug,
            @RequestParam(name = "registered_datatypes", defaultValue = "") List<String> chosen,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request,
            HttpServletResponse response) {
        Project project = ownProjects.require(slug, member);
        List<Integer> ids = chosen.stream()
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .toList();
        if (!registration.choose(project, ids, member.id())) {
            return locked(project, request, response);
        }
        PageArguments.flash(request, "Saved. Files that “" + project.name() + "” uploads may be of these data types.");
        return Redirect.seeOther(response, project.detailPath());
    }

    private static @Nullable JteModel locked(
            Project project, HttpServletRequest request, HttpServletResponse response) {
        PageArguments.flash(
                request,
                "Sorry, " + project.name()
                        + " has been approved and the project's datatypes cannot be changed without re-approval.");
        return Redirect.seeOther(response, project.detailPath());
    }
}
