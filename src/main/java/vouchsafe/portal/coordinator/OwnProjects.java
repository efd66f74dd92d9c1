package vouchsafe.portal.coordinator;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerMapping;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.pages.NoSuchPage;

/** Gives controller methods their {@link OwnProject}. */
final class OwnProjects implements HandlerMethodArgumentResolver {
    private final Projects projects;

    OwnProjects(Projects projects) {
        this.projects = projects;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.hasParameterAnnotation(OwnProject.class);
    }

    @Override
    public Project resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Project project =
                projects.bySlug(slug(request)).filter(OwnProjects::runByVisitor).orElseThrow(NoSuchPage::new);
        OwnProject wanted = Objects.requireNonNull(parameter.getParameterAnnotation(OwnProject.class));
        if (wanted.open() && project.closedAt() != null) {
            throw new ResponseStatusException(HttpStatus.CONFLICT, "This project is closed for good.");
        }
        return project;
    }

    private static String slug(NativeWebRequest request) {
        Object variables =
                request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        return variables instanceof Map<?, ?> named && named.get("slug") instanceof String slug ? slug : "";
    }

    private static boolean runByVisitor(Project project) {
        Authentication visitor = SecurityContextHolder.getContext().getAuthentication();
        return visitor != null
                && visitor.getPrincipal() instanceof SignedInMember member
                && (project.coordinatorId().equals(member.id()) || member.administrator());
    }
}
