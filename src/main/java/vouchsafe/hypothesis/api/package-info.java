/** The annotation API: annotations, search, groups, profile. One class for each kind of thing, one method for each route. */
@NullMarked
package vouchsafe.hypothesis.api;

import org.jspecify.annotations.NullMarked;
