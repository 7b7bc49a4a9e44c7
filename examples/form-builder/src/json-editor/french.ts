/** The builder’s own words that the page can show. */
export const FRENCH: Record<string, string> = {
  button_add: "Ajouter",
  button_add_row_title: "Ajouter : {{0}}",
  button_delete_row_title: "Retirer : {{0}}",
  button_delete_row_title_short: "Retirer",
  button_delete_node_warning: "Retirer cet élément ?",
  default_array_item_title: "élément",
};
