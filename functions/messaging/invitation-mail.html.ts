/** Made from functions/messaging/invitation-mail.mjml by `npm run mail-templates`. Change that file instead. */
export const html = `<!doctype html>
<html lang="{{lang}}" dir="ltr" xmlns="http://www.w3.org/1999/xhtml" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head>
<title>{{subject}}</title>
<!--[if !mso]><!-->
<meta http-equiv="X-UA-Compatible" content="IE=edge">
<!--<![endif]-->
<meta http-equiv="Content-Type" content="text/html; charset=UTF-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style type="text/css">
#outlook a { padding:0; }
body { margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%; }
table, td { border-collapse:collapse;mso-table-lspace:0pt;mso-table-rspace:0pt; }
img { border:0;height:auto;line-height:100%; outline:none;text-decoration:none;-ms-interpolation-mode:bicubic; }
p { display:block;margin:13px 0; }
</style>
<!--[if mso]>
<noscript>
<xml>
<o:OfficeDocumentSettings>
<o:AllowPNG/>
<o:PixelsPerInch>96</o:PixelsPerInch>
</o:OfficeDocumentSettings>
</xml>
</noscript>
<![endif]-->
<!--[if lte mso 11]>
<style type="text/css">
.mj-outlook-group-fix { width:100% !important; }
</style>
<![endif]-->
<style type="text/css">
@media only screen and (min-width:480px) {
.mj-column-per-100 { width:100% !important; max-width: 100%; }
}
</style>
<style media="screen and (min-width:480px)">
.moz-text-html .mj-column-per-100 { width:100% !important; max-width: 100%; }
</style>
<style type="text/css">
:root{color-scheme:light dark;supported-color-schemes:light dark}
a{color:#4B3CB8}
.text-2 a{color:#55515C}
.links a{display:inline-block;padding:6px 16px 6px 0}
.button a{display:block}
@media (prefers-color-scheme:dark){
body,div[role=article],.canvas,.canvas>table{background:#131216 !important;background-color:#131216 !important}
.surface,.surface>table{background:#1B1A1F !important;background-color:#1B1A1F !important}
.text div{color:#EFEDF2 !important}
.text-2 div,.text-2 a{color:#BDB9C6 !important}
.text a,.text-2 a.own{color:#B0A7FF !important}
.line p{border-color:#34323B !important}
.button a{background:#6F60E4 !important;background-color:#6F60E4 !important}
.mark{background:#3D6FA5 !important}
.quote{border-color:#7D7988 !important}
}
[data-ogsc] .text div{color:#EFEDF2 !important}
[data-ogsc] .text-2 div,[data-ogsc] .text-2 a{color:#BDB9C6 !important}
[data-ogsc] .text-2 a.own{color:#B0A7FF !important}
[data-ogsb] .surface,[data-ogsb] .surface>table{background-color:#1B1A1F !important}
[data-ogsb] .canvas,[data-ogsb] .canvas>table{background-color:#131216 !important}
</style>
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no,date=no,address=no,email=no,url=no">
<meta name="x-apple-disable-message-reformatting">
</head>
<body  style="word-spacing:normal;background-color:#F7F6F3;">
<div style="display:none;font-size:1px;color:#ffffff;line-height:1px;max-height:0px;max-width:0px;opacity:0;overflow:hidden;">{{preheader}}</div>
<div
aria-label="{{subject}}" aria-roledescription="email" role="article" lang="{{lang}}" dir="ltr" style="word-spacing:normal;background-color:#F7F6F3;"
>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" class="surface-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#FFFFFF" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="surface" style="background:#FFFFFF;background-color:#FFFFFF;margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#FFFFFF;background-color:#FFFFFF;width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:20px 0 28px;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="left" class="text" style="font-size:0px;padding:0 20px 16px;word-break:break-word;"
>
<div
style="font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;font-weight:650;line-height:24px;text-align:left;color:#1D1B20;"
><span class="mark" aria-hidden="true" style="display:inline-block;width:24px;height:24px;line-height:24px;border-radius:12px;background:#1E4B7D;color:#FFFFFF;text-align:center;font-size:14px;margin-right:9px">{{initial}}</span>{{company}}</div>
</td>
</tr>
{{#previewUrl}}<tr><td style="padding:0 20px 16px"><a href="{{link}}" target="_blank" style="display:block;text-decoration:none">
<!--[if mso]><img src="{{previewUrl}}" alt="{{previewAlt}}" width="480" border="0" style="display:block"><![endif]-->
<!--[if !mso]><!--><img src="{{previewUrl}}" alt="{{previewAlt}}" width="560" border="0" style="display:block;width:100%;max-width:560px;height:auto;border:0;border-radius:14px;font-size:16px;line-height:24px;color:#4B3CB8"><!--<![endif]-->
</a></td></tr>{{/previewUrl}}{{#paragraphs}}<tr><td class="text" align="left" style="padding:0 20px 8px"><div style="font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:24px;color:#1D1B20;overflow-wrap:break-word">{{paragraphs}}</div></td></tr>{{/paragraphs}}{{#repName}}<tr><td class="text" align="left" style="padding:8px 20px 0"><div style="font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;line-height:24px;color:#1D1B20">{{repName}}</div></td></tr>{{/repName}}<tr><td class="button" align="center" style="padding:20px 20px 12px">
<!--[if mso]><v:roundrect xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w="urn:schemas-microsoft-com:office:word" href="{{link}}" style="height:50px;v-text-anchor:middle;width:560px" arcsize="28%" stroke="f" fillcolor="#5646CC"><w:anchorlock/><center style="color:#FFFFFF;font-family:'Segoe UI',Arial,sans-serif;font-size:16px;font-weight:bold">{{open}}</center></v:roundrect><![endif]-->
<!--[if !mso]><!--><a href="{{link}}" target="_blank" style="display:block;background:#5646CC;border-radius:14px;color:#FFFFFF;font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:16px;font-weight:600;line-height:20px;padding:15px 16px;text-align:center;text-decoration:none">{{open}}</a><!--<![endif]-->
</td></tr>
<tr>
<td
align="left" class="text-2" style="font-size:0px;padding:0 20px;word-break:break-word;"
>
<div
style="font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#55515C;"
>{{orOpen}} <a class="own" href="{{link}}" target="_blank" style="color:#4B3CB8;word-break:break-all">{{link}}</a><br />{{linkIsYours}}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><table align="center" border="0" cellpadding="0" cellspacing="0" class="canvas-outlook" role="presentation" style="width:600px;" width="600" bgcolor="#F7F6F3" ><tr><td style="line-height:0px;font-size:0px;mso-line-height-rule:exactly;"><![endif]-->
<div  class="canvas" style="background:#F7F6F3;background-color:#F7F6F3;margin:0px auto;max-width:600px;">
<table
align="center" border="0" cellpadding="0" cellspacing="0" role="presentation" style="background:#F7F6F3;background-color:#F7F6F3;width:100%;"
>
<tbody>
<tr>
<td
style="direction:ltr;font-size:0px;padding:0;text-align:center;"
>
<!--[if mso | IE]><table role="presentation" border="0" cellpadding="0" cellspacing="0"><tr><td class="" style="vertical-align:top;width:600px;" ><![endif]-->
<div
class="mj-column-per-100 mj-outlook-group-fix" style="font-size:0px;text-align:left;direction:ltr;display:inline-block;vertical-align:top;width:100%;"
>
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" width="100%"
>
<tbody>
<tr>
<td  style="vertical-align:top;padding:0;">
<table
border="0" cellpadding="0" cellspacing="0" role="presentation" style="" width="100%"
>
<tbody>
<tr>
<td
align="center" class="line" style="font-size:0px;padding:0;word-break:break-word;"
>
<p
style="border-top:solid 1px #E5E1DA;font-size:1px;margin:0px auto;width:100%;"
>
</p>
<!--[if mso | IE]><table align="center" border="0" cellpadding="0" cellspacing="0" style="border-top:solid 1px #E5E1DA;font-size:1px;margin:0px auto;width:600px;" role="presentation" width="600px" ><tr><td style="height:0;line-height:0;"> &nbsp;
</td></tr></table><![endif]-->
</td>
</tr>
<tr>
<td
align="left" class="text-2" style="font-size:0px;padding:16px 20px 8px;word-break:break-word;"
>
<div
style="font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#55515C;"
>{{writesFor}} {{because}}</div>
</td>
</tr>
<tr>
<td
align="left" class="text-2 links" style="font-size:0px;padding:0 20px 8px;word-break:break-word;"
>
<div
style="font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#55515C;"
><a href="{{unsubscribeUrl}}" target="_blank" style="color:#55515C;font-weight:600">{{unsubscribe}}</a> <a href="{{choicesUrl}}" target="_blank" style="color:#55515C">{{choices}}</a> <a href="{{privacyUrl}}" target="_blank" style="color:#55515C">{{privacy}}</a> <a href="{{sideEffectsUrl}}" target="_blank" style="color:#55515C">{{sideEffects}}</a> <a href="{{prescribingUrl}}" target="_blank" style="color:#55515C">{{prescribing}}</a></div>
</td>
</tr>
<tr>
<td
align="left" class="text-2" style="font-size:0px;padding:0 20px 28px;word-break:break-word;"
>
<div
style="font-family:system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif;font-size:14px;line-height:20px;text-align:left;color:#55515C;"
>{{forProfessionals}} {{material}}</div>
</td>
</tr>
</tbody>
</table>
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</td>
</tr>
</tbody>
</table>
</div>
<!--[if mso | IE]></td></tr></table><![endif]-->
</div>
</body>
</html>`;
