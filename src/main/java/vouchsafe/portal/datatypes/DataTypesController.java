package vouchsafe.portal.datatypes;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import vouchsafe.accounts.Members;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeEdit;
import vouchsafe.datatypes.DataTypeTree;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.RegisteredDataTypes;
import vouchsafe.projects.Catalogue;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;

/** The tree of the kinds of data, and the page of each. */
@Controller
final class DataTypesController {
    private final StaticTemplates templates = new StaticTemplates();
    private final DataTypes dataTypes;
    private final RegisteredDataTypes registered;
    private final Catalogue catalogue;
    private final Members members;

    DataTypesController(DataTypes dataTypes, RegisteredDataTypes registered, Catalogue catalogue, Members members) {
        this.dataTypes = dataTypes;
        this.registered = registered;
        this.catalogue = catalogue;
        this.members = members;
    }

    @GetMapping("/data-management/datatypes/")
    JteModel tree(Page page) {
        return templates.datatypesTree(page, dataTypes.tree());
    }

    @GetMapping("/data-management/datatypes/{id}/")
    JteModel one(Page page, @PathVariable int id) {
        DataTypeTree tree = dataTypes.tree();
        DataType type = tree.find(id).orElseThrow(NoSuchPage::new);
        Set<Integer> users =
                new HashSet<>(registered.approvedProjects(List.of(id)).getOrDefault(id, List.of()));
        return templates.datatypesDetail(
                page,
                new DataTypePage(
                        type,
                        tree.ancestorsOf(type),
                        tree.childrenOf(id),
                        users.isEmpty() ? List.of() : catalogue.all(users),
                        history(id, tree)));
    }

    private List<DataTypeVersion> history(int id, DataTypeTree tree) {
        List<DataTypeEdit> edits = dataTypes.history(id);
        Map<UUID, String> names =
                members.usernames(edits.stream().map(DataTypeEdit::editedBy).collect(Collectors.toSet()));
        return DataTypeVersion.of(edits, names, tree);
    }
}
