package vouchsafe.openhumans.api;

import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.openhumans.wording.ProjectJson;
import vouchsafe.projects.Project;
import vouchsafe.projects.Projects;

/** {@code GET project/}: the project's description of itself. */
final class ProjectEndpoint implements ApiEndpoint {
    private final Projects projects;
    private final RegisteredDataTypes dataTypes;
    private final ProjectJson projectJson;

    ProjectEndpoint(Projects projects, RegisteredDataTypes dataTypes, ProjectJson projectJson) {
        this.projects = projects;
        this.dataTypes = dataTypes;
        this.projectJson = projectJson;
    }

    @Override
    public String path() {
        return "";
    }

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public ApiAnswer answer(ApiCall call) {
        Project project = call.project();
        return ApiAnswer.ok(projectJson.of(
                project,
                projects.activeMembers(project),
                dataTypes.of(project.id()).ids()));
    }
}
