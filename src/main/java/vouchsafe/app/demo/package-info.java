/** The additions of {@code vouchsafe demo} to a server: people, projects, and a small app of a third party. */
@NullMarked
package vouchsafe.app.demo;

import org.jspecify.annotations.NullMarked;
