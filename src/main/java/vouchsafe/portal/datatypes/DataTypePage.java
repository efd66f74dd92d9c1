package vouchsafe.portal.datatypes;

import java.util.List;
import vouchsafe.datatypes.DataType;
import vouchsafe.projects.Project;

/**
 * The content of the page of one kind of data.
 *
 * @param ancestors from the top down
 * @param projects approved projects whose files may be of this kind
 * @param history newest first
 */
public record DataTypePage(
        DataType type,
        List<DataType> ancestors,
        List<DataType> children,
        List<Project> projects,
        List<DataTypeVersion> history) {}
