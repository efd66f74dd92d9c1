/** Vouchsafe: people share their own data with projects they choose. The rooms are the packages below. */
@org.jspecify.annotations.NullMarked
package vouchsafe;
