/** The feeds of public annotations, Atom and RSS. */
@NullMarked
package vouchsafe.hypothesis.feeds;

import org.jspecify.annotations.NullMarked;
