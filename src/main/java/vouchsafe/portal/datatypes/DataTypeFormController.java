package vouchsafe.portal.datatypes;

import gg.jte.generated.precompiled.StaticTemplates;
import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vouchsafe.accounts.SignedInMember;
import vouchsafe.datatypes.DataType;
import vouchsafe.datatypes.DataTypeFault;
import vouchsafe.datatypes.DataTypeForm;
import vouchsafe.datatypes.DataTypeTree;
import vouchsafe.datatypes.DataTypes;
import vouchsafe.datatypes.SavedDataType;
import vouchsafe.web.pages.Choice;
import vouchsafe.web.pages.NoSuchPage;
import vouchsafe.web.pages.Page;
import vouchsafe.web.pages.Reply;

/** The form that adds a kind of data or changes one. Any member whose address is confirmed may use it. */
@Controller
final class DataTypeFormController {
    private static final String CREATE = "/data-management/datatypes/create/";
    private static final String UPDATE = "/data-management/datatypes/update/{id}/";

    private final StaticTemplates templates = new StaticTemplates();
    private final DataTypes dataTypes;

    DataTypeFormController(DataTypes dataTypes) {
        this.dataTypes = dataTypes;
    }

    @GetMapping(CREATE)
    JteModel empty(Page page, @RequestParam(defaultValue = "") String parent) {
        DataTypeForm form = new DataTypeForm("", parent, "", false, "");
        return page(page, Optional.empty(), form, Map.of());
    }

    @PostMapping(CREATE)
    Reply create(Page page, @AuthenticationPrincipal SignedInMember member, HttpServletRequest request) {
        DataTypeForm form = sent(request);
        return answer(page, Optional.empty(), form, dataTypes.create(form, member.id()));
    }

    @GetMapping(UPDATE)
    JteModel filled(Page page, @PathVariable int id) {
        DataType type = require(id);
        return page(page, Optional.of(type), DataTypeForm.of(type), Map.of());
    }

    @PostMapping(UPDATE)
    Reply update(
            Page page,
            @PathVariable int id,
            @RequestParam(defaultValue = "0") int version,
            @AuthenticationPrincipal SignedInMember member,
            HttpServletRequest request) {
        DataType type = require(id);
        DataTypeForm form = sent(request);
        return answer(page, Optional.of(type), form, dataTypes.edit(id, version, form, member.id()));
    }

    private Reply answer(Page page, Optional<DataType> type, DataTypeForm form, SavedDataType saved) {
        return switch (saved) {
            case SavedDataType.No(List<DataTypeFault> faults) ->
                Reply.mend(page(page, type, form, DataTypeFaultText.byField(faults)));
            case SavedDataType.Yes(DataType stored) ->
                Reply.seeOther(stored.path()).saying("Saved “" + stored.name() + "”.");
        };
    }

    private JteModel page(Page page, Optional<DataType> type, DataTypeForm form, Map<String, String> errors) {
        boolean locked = type.isPresent() && dataTypes.locked(type.get().id());
        return templates.datatypesForm(page, type.orElse(null), form, errors, parents(type), locked);
    }

    /** The kinds that may be the parent: none that is uploadable, none below the kind itself. */
    private List<Choice> parents(Optional<DataType> type) {
        DataTypeTree tree = dataTypes.tree();
        Set<Integer> own = type.map(each -> tree.withDescendants(each.id())).orElse(Set.of());
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "None: it stands at the top")));
        for (DataTypeTree.Line line : tree.lines()) {
            if (!line.type().uploadable() && !own.contains(line.type().id())) {
                choices.add(new Choice(
                        Integer.toString(line.type().id()),
                        "– ".repeat(line.depth()) + line.type().name()));
            }
        }
        return choices;
    }

    private DataType require(int id) {
        return dataTypes.find(id).orElseThrow(NoSuchPage::new);
    }

    private static DataTypeForm sent(HttpServletRequest request) {
        return new DataTypeForm(
                text(request, "name"),
                text(request, "parent"),
                text(request, "description"),
                request.getParameter("uploadable") != null,
                text(request, "details"));
    }

    private static String text(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}
