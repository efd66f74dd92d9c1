package vouchsafe.openhumans.api;

/** {@code GET project/}: what the project says about itself. */
final class ProjectEndpoint implements ApiEndpoint {
    private final ProjectJson projectJson;

    ProjectEndpoint(ProjectJson projectJson) {
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
        return ApiAnswer.ok(projectJson.of(call.project()));
    }
}
