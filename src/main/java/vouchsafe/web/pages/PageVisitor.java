package vouchsafe.web.pages;

/** A signed-in principal that can describe itself to the layout. */
public interface PageVisitor {
    /** The person as the layout shows them. */
    Page.Visitor visitor();
}
