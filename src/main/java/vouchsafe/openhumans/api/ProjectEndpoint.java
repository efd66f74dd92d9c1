package vouchsafe.openhumans.api;

import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.openhumans.wording.ProjectJson;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;
import vouchsafe.web.api.ApiAnswer;
import vouchsafe.web.api.Route;

/** {@code GET project/}: the project's description of itself. */
final class ProjectEndpoint implements Endpoint {
    private final Projects projects;
    private final RegisteredDataTypes dataTypes;
    private final ProjectJson projectJson;

    ProjectEndpoint(Projects projects, RegisteredDataTypes dataTypes, ProjectJson projectJson) {
        this.projects = projects;
        this.dataTypes = dataTypes;
        this.projectJson = projectJson;
    }

    @Override
    public Route<Endpoint> route() {
        return Endpoint.get("", this);
    }

    @Override
    public ApiAnswer answer(ProjectCall call) {
        Project project = call.project();
        return ApiAnswer.ok(projectJson.of(
                project,
                projects.activeMembers(project),
                dataTypes.of(project.id()).ids()));
    }
}
