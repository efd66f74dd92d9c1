/** The wording that the APIs of this dialect share: pages of lists, times, files, projects. */
@NullMarked
package vouchsafe.openhumans.wording;

import org.jspecify.annotations.NullMarked;
