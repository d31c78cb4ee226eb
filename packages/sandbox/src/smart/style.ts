/**
 * The look that each organisation hands to apps through `smart_style_url`.
 * @module
 */

/** The properties that SMART App Launch 2.2 names ("Styling"). */
export interface SmartStyle {
  readonly color_background: string;
  readonly color_error: string;
  readonly color_highlight: string;
  readonly color_modal_backdrop: string;
  readonly color_success: string;
  readonly color_text: string;
  readonly dim_border_radius: string;
  readonly dim_font_size: string;
  readonly dim_spacing_size: string;
  readonly font_family_body: string;
  readonly font_family_heading: string;
}

const hospital: SmartStyle = {
  color_background: '#ffffff',
  color_error: '#b3141d',
  color_highlight: '#1d5fa8',
  color_modal_backdrop: '#10182880',
  color_success: '#1d6b43',
  color_text: '#1b2430',
  dim_border_radius: '6px',
  dim_font_size: '16px',
  dim_spacing_size: '16px',
  font_family_body: 'system-ui, sans-serif',
  font_family_heading: 'system-ui, sans-serif',
};

/** In every notation that an app has to understand: names, functions, other units, a semicolon as in the standard's own example. */
const clinic: SmartStyle = {
  ...hospital,
  color_error: 'rgb(160 20 40)',
  color_highlight: '#7a3d8c',
  color_modal_backdrop: 'rgba(20, 20, 40, 0.5)',
  color_success: 'darkgreen',
  dim_border_radius: '.75rem',
  dim_font_size: '12pt',
  font_family_heading: "Georgia, 'Times New Roman', serif;",
};

/** An organisation's style document. */
export function styles(slug: string): SmartStyle {
  return slug === 'city-clinic' ? clinic : hospital;
}
