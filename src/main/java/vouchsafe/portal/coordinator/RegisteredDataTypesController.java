package vouchsafe.portal.coordinator;

import gg.jte.generated.precompiled.StaticTemplates;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.datatypes.DataTypeRegistration;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.projects.Project;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The kinds of data that a project registers for its uploads. */
@Controller
final class RegisteredDataTypesController {
    private static final String PATH = "/direct-sharing/projects/registered_datatypes/{slug}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final DataTypes dataTypes;
    private final RegisteredDataTypes registered;
    private final DataTypeRegistration registration;

    RegisteredDataTypesController(
            DataTypes dataTypes, RegisteredDataTypes registered, DataTypeRegistration registration) {
        this.dataTypes = dataTypes;
        this.registered = registered;
        this.registration = registration;
    }

    @GetMapping(PATH)
    Reply choose(Page page, @OwnProject Project project) {
        if (project.approved()) {
            return locked(project);
        }
        Set<Integer> ticked = new HashSet<>(registered.of(project.id()).ids());
        return Reply.page(templates.coordinatorDatatypes(page, project, dataTypes.tree(), ticked));
    }

    @PostMapping(PATH)
    Reply save(
            @RequestParam(name = "registered_datatypes", defaultValue = "") List<String> chosen,
            @AuthenticationPrincipal SignedInMember member,
            @OwnProject Project project) {
        List<Integer> ids = chosen.stream()
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .toList();
        if (!registration.choose(project, ids, member.id())) {
            return locked(project);
        }
        return Reply.seeOther(project.detailPath())
                .saying("Saved. Files that “" + project.name() + "” uploads may be of these data types.");
    }

    private static Reply locked(Project project) {
        return Reply.seeOther(project.detailPath())
                .nothingDone()
                .saying("Sorry, " + project.name()
                        + " has been approved and the project's datatypes cannot be changed without re-approval.");
    }
}
