package vouchsafe.openhumans.publicdata;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeTree;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.openhumans.wording.FileJson;
import vouchsafe.openhumans.wording.Paging;
import vouchsafe.openhumans.wording.Refusals;
import vouchsafe.publication.PublicFilter;
import vouchsafe.web.PublicAddress;
import vouchsafe.web.api.ApiRefusal;
import vouchsafe.web.api.Route;

/** {@code datatypes/}, {@code datatype/<id>/} and {@code datatype/<id>/datafiles/}. */
final class DataTypesResource {
    private final DataTypes dataTypes;
    private final RegisteredDataTypes registered;
    private final PublicFileJson files;
    private final FileJson fileJson;
    private final PublicAddress address;

    DataTypesResource(
            DataTypes dataTypes,
            RegisteredDataTypes registered,
            PublicFileJson files,
            FileJson fileJson,
            PublicAddress address) {
        this.dataTypes = dataTypes;
        this.registered = registered;
        this.files = files;
        this.fileJson = fileJson;
        this.address = address;
    }

    List<Route<PublicEndpoint>> routes() {
        return List.of(
                PublicEndpoint.at("datatypes", this::list),
                PublicEndpoint.at("datatype/{id}", this::one),
                PublicEndpoint.at("datatype/{id}/datafiles", this::filesOf));
    }

    private Object one(PublicRequest request) throws ApiRefusal {
        DataTypeTree tree = dataTypes.tree();
        DataType type = found(request, tree);
        return json(type, tree, registered.approvedProjects(List.of(type.id())).getOrDefault(type.id(), List.of()));
    }

    private static DataType found(PublicRequest request, DataTypeTree tree) throws ApiRefusal {
        return request.id().flatMap(tree::find).orElseThrow(() -> Refusals.none("DataType"));
    }

    private Object list(PublicRequest request) throws ApiRefusal {
        DataTypeTree tree = dataTypes.tree();
        Optional<Integer> project = request.number("source_project_id");
        Optional<Boolean> uploadable = request.flag("uploadable");
        Map<Integer, List<Integer>> projects = registered.approvedProjects(
                tree.all().stream().map(DataType::id).toList());
        List<DataType> wanted = tree.all().stream()
                .filter(type -> uploadable.isEmpty() || uploadable.get() == type.uploadable())
                .filter(type -> project.isEmpty()
                        || projects.getOrDefault(type.id(), List.of()).contains(project.get()))
                .toList();
        Paging paging = request.paging();
        return paging.envelope(
                wanted.size(),
                paging.cut(wanted).stream()
                        .map(type -> json(type, tree, projects.getOrDefault(type.id(), List.of())))
                        .toList());
    }

    private Object filesOf(PublicRequest request) throws ApiRefusal {
        DataTypeTree tree = dataTypes.tree();
        DataType type = found(request, tree);
        boolean below = request.flag("include_children").orElse(false);
        Set<Integer> ids = below ? tree.withDescendants(type.id()) : Set.of(type.id());
        return files.list(PublicFilter.all().ofTypes(ids), request.paging());
    }

    private Map<String, @Nullable Object> json(DataType type, DataTypeTree tree, List<Integer> projects) {
        Integer parent = type.parentId();
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", type.id());
        answer.put("name", type.name());
        answer.put("parent", parent == null ? null : address.url(DataType.apiPath(parent)));
        answer.put(
                "children",
                tree.childrenOf(type.id()).stream()
                        .map(child -> address.url(child.apiPath()))
                        .toList());
        answer.put("description", type.description());
        answer.put("details", type.details());
        answer.put("uploadable", type.uploadable());
        answer.put(
                "source_projects", projects.stream().map(fileJson::projectUrl).toList());
        return answer;
    }
}
